const leads = {
  measured: 'not measured',
  compared: 'not compared',
  interval: 'no interval',
} as const;

/**
 * What stands in the place of a number that is not there, and why: "not measured: no GPU", "not compared: invalid",
 * "no interval: one block". Throws a RangeError without a reason: absence is never shown unexplained.
 */
export function formatAbsent(what: keyof typeof leads, reason: string): string {
  if (reason.trim() === '') throw new RangeError(`the reason for "${leads[what]}" is empty; say why`);
  return `${leads[what]}: ${reason}`;
}
