/** The characters that numbers are set with. All of them are in the bundled fonts. */
export const typography = {
  /** Between a number and its unit, so that a line never parts them. */
  noBreakSpace: '\u00a0',
  /** Between groups of three digits. */
  thousandsSpace: '\u202f',
  minus: '\u2212',
  infinity: '\u221e',
  dagger: '\u2020',
} as const;
