/** Turns the no-break spaces of formatted numbers into ordinary ones, so that expectations can be read and typed. */
export function plainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
}
