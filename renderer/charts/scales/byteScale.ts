import { bytesParts } from '../../../core/format/bytesParts.ts';

/** The unit for an axis of bytes that ends near `highest`, and what bytes are multiplied by to be shown in it. */
export function byteScale(highest: number): { unit: string; factor: number } {
  const { unit } = bytesParts(Math.max(0, highest));
  const power = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'].indexOf(unit);
  return { unit, factor: 1 / 1024 ** Math.max(0, power) };
}
