const steps = [1, 2, 2.5, 5, 10];

/**
 * Round tick values from 0 to the first one at or above `high`: the last is the end of the axis. At most `most` steps.
 * [0, 1] when `high` is not positive.
 */
export function linearTicks(high: number, most = 5): number[] {
  if (!(high > 0 && Number.isFinite(high))) return [0, 1];
  const exponent = Math.floor(Math.log10(high / most));
  for (const step of steps) {
    const size = Number(`${step}e${exponent}`);
    const count = Math.ceil(high / size - 1e-9);
    if (count <= most) return Array.from({ length: count + 1 }, (_, index) => Number((index * size).toPrecision(12)));
  }
  return [0, high];
}
