/** A step 1, 2 or 5 × 10^exponent, kept in two parts so that its multiples are exact to the last digit. */
interface NiceStep {
  readonly factor: 1 | 2 | 5;
  readonly exponent: number;
}

/** The smallest 1-2-5 step that is not below `least`: 2 for 1.3, 0.05 for 0.03. Throws a RangeError unless it is positive and finite. */
export function niceStep(least: number): NiceStep {
  if (!(least > 0) || !Number.isFinite(least))
    throw new RangeError(`least is ${least}; give a positive, finite number`);
  let exponent = Math.floor(Math.log10(least));
  // The logarithm may round up to the next decade.
  if (multipleOf({ factor: 1, exponent }, 1) > least) exponent -= 1;
  for (const factor of [1, 2, 5] as const) {
    if (multipleOf({ factor, exponent }, 1) >= least) return { factor, exponent };
  }
  return { factor: 1, exponent: exponent + 1 };
}

/** `times` × the step. Below 1 it divides by a power of ten, which is exact, where 0.1 is not: 3 steps of 0.1 are 0.3. */
export function multipleOf(step: NiceStep, times: number): number {
  return step.exponent < 0 ? (times * step.factor) / 10 ** -step.exponent : times * step.factor * 10 ** step.exponent;
}
