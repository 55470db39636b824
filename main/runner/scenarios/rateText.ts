/** A rate in a label: three digits, whole from 1,000 on: "50/s", "57.1/s", "12345/s". */
export function rateText(perSecond: number): string {
  return `${perSecond >= 1000 ? Math.round(perSecond) : Number(perSecond.toPrecision(3))}/s`;
}
