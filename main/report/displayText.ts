import { visibleLine } from '../../core/format/visibleText.ts';

/** Longest text from outside that a report shows in one place; a report is read, the rest stands in the JSON. */
const longest = 200;
const longestName = 32;

// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms: text that runs from right to left.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const isolate = { start: '\u2068', end: '\u2069' } as const;

/**
 * A name or message from a user, a file or a server as it may stand in a report: one line, invisible and
 * direction-changing characters shown by their code, halves of characters replaced, cut at `most` characters with the
 * number of those left out. What runs from right to left is isolated, so that the words around it stay in order.
 */
export function displayText(text: string, most = longest): string {
  return cut(text, most, (left) => `… (${left} more characters)`);
}

/** A name for a heading, a sentence or a chart, where it must not take the whole line. The environment has it in full. */
export function shortName(name: string): string {
  return cut(name, longestName, () => '…');
}

function cut(text: string, most: number, ending: (left: number) => string): string {
  const characters = Array.from(text.replace(/\s*[\r\n]\s*/g, ' '));
  const kept = visibleLine(characters.slice(0, most).join(''));
  const left = characters.length - most;
  const shown = left > 0 ? kept + ending(left) : kept;
  return rightToLeft.test(shown) ? isolate.start + shown + isolate.end : shown;
}
