import { bytesParts } from '../../core/format/quantities.ts';
import { multipleOf, niceStep } from '../../core/statistics/niceStep.ts';

/** The unit for an axis of bytes that ends near `highest`, and what bytes are multiplied by to be shown in it. */
export function byteScale(highest: number): { unit: string; factor: number } {
  const { unit } = bytesParts(Math.max(0, highest));
  const power = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'].indexOf(unit);
  return { unit, factor: 1 / 1024 ** Math.max(0, power) };
}

export interface NiceScale {
  maximum: number;
  step: number;
}

/** The smallest of 1, 2, 5, 10, 20, 50 … that is at least `value`. */
function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((candidate) => candidate * decade >= value * (1 - 1e-9)) ?? 10;
  return step * decade;
}

/**
 * A linear axis from 0 that holds `highest` in at most `intervals` equal parts of 1, 2 or 5 times a power of ten.
 * Nothing measured yet (0 or less) gives an axis to 1.
 */
export function niceScale(highest: number, intervals: number): NiceScale {
  if (!(highest > 0) || !Number.isFinite(highest)) {
    return { maximum: 1, step: 1 };
  }
  const step = roundUp(highest / intervals);
  const parts = Math.max(1, Math.ceil(highest / step - 1e-9));
  return { maximum: Number((parts * step).toPrecision(12)), step };
}

/** The scale to show next: grows when the data outgrow it, never shrinks, so that nothing jumps within a step. */
export function growScale(current: NiceScale | undefined, highest: number, intervals: number): NiceScale {
  return current !== undefined && highest <= current.maximum ? current : niceScale(highest, intervals);
}

/** Round values from `low` to `high` for an axis that does not begin at 0: multiples of 1, 2 or 5 × 10^n, about `most` of them. */
export function ticksBetween(low: number, high: number, most: number): number[] {
  if (!(high > low)) {
    return [low];
  }
  const step = niceStep((high - low) / most);
  const size = multipleOf(step, 1);
  const ticks: number[] = [];
  for (let times = Math.ceil(low / size - 1e-9); multipleOf(step, times) <= high + size * 1e-9; times += 1) {
    ticks.push(multipleOf(step, times));
  }
  return ticks;
}

const stepsSeconds = [0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400];

/** Step between the labels of a time axis from 0 to `totalSeconds`: whole seconds, minutes or hours, at most `most` of them. */
export function timeStepSeconds(totalSeconds: number, most: number): number {
  return stepsSeconds.find((step) => totalSeconds / step <= most) ?? Math.ceil(totalSeconds / most / 3600) * 3600;
}

/** Instants to label, seconds from 0; the last one never lies closer than half a step to the end unless it is the end. */
export function timeTicks(totalSeconds: number, most: number): number[] {
  const step = timeStepSeconds(totalSeconds, most);
  const ticks: number[] = [];
  for (let index = 0; index * step <= totalSeconds + 1e-9; index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}
