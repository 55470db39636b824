import { visibleText } from '../../../core/format/visibleText.ts';

/** What a field of a CSV file may be; nothing stands for what was not measured. */
export type CsvValue = string | number | undefined;

/**
 * A spreadsheet reads text with one of these in front as a formula, also in the full width of Asian scripts, and some pass
 * over what is white before it.
 */
const formulaStart = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]/;
const needsQuotes = /[",;\t\r\n]/;

/**
 * One field by RFC 4180. Numbers are written with full precision and as they are; text that a spreadsheet would run as a
 * formula gets an apostrophe in front, which spreadsheets take as "this is text". Tabs and line breaks stay, in quotes;
 * other characters that a terminal would obey, or that would turn the text around, are shown by their code.
 */
export function csvField(value: CsvValue): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const shown = value
    .split(/([\t\r\n]+)/)
    .map((part, index) => (index % 2 === 1 ? part : visibleText(part)))
    .join('');
  const harmless = formulaStart.test(shown) ? `'${shown}` : shown;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
