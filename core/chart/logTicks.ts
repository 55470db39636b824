const oneDecade = [1, 1.5, 2, 3, 5, 7.5];
const oneTwoFive = [1, 2, 5];

/**
 * Tick values for a logarithmic axis from `low` to `high`, both positive and in the data's unit: 1, 1.5, 2, 3, 5, 7.5
 * where the axis spans less than a decade, 1, 2, 5 up to three decades, whole decades beyond. Ascending, inside the range.
 */
export function logTicks(low: number, high: number): number[] {
  if (!(low > 0 && high > low && Number.isFinite(high))) return [];
  const decades = Math.log10(high / low);
  const steps = decades <= 1 ? oneDecade : decades <= 3 ? oneTwoFive : [1];
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent += 1) {
    for (const step of steps) {
      // Going through text keeps 1e-1 × 3 from becoming 0.30000000000000004.
      const tick = Number(`${step}e${exponent}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}
