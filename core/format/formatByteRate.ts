import { bytesParts } from './bytesParts.ts';
import { joinQuantity } from './joinQuantity.ts';

/** Bytes per second of a disk or network: "5.73 MiB/s". */
export function formatByteRate(bytesPerSecond: number): string {
  const { number, unit } = bytesParts(bytesPerSecond);
  return joinQuantity({ number, unit: unit === '' ? '' : `${unit}/s` });
}
