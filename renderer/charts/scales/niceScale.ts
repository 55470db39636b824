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
