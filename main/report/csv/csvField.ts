/** What a field of a CSV file may be; nothing stands for what was not measured. */
export type CsvValue = string | number | undefined;

/** A spreadsheet reads text with one of these in front as a formula. */
const formulaStart = /^[=+\-@\t\r]/;
const needsQuotes = /[",\r\n]/;

/**
 * One field by RFC 4180. Numbers are written with full precision and as they are; text that a spreadsheet would run as a
 * formula gets an apostrophe in front, which spreadsheets take as "this is text".
 */
export function csvField(value: CsvValue): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const harmless = formulaStart.test(value) ? `'${value}` : value;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
