/** Longest text from outside that a report shows in one place; a report is read, the rest stands in the JSON. */
const longest = 200;
const longestName = 32;

// Control characters, and those that change the direction of the text around them: shown by their code, never obeyed.
function isInvisible(codePoint: number): boolean {
  return (
    codePoint < 0x20 ||
    (codePoint >= 0x7f && codePoint < 0xa0) ||
    codePoint === 0x061c ||
    codePoint === 0x200b ||
    codePoint === 0x200e ||
    codePoint === 0x200f ||
    (codePoint >= 0x2028 && codePoint <= 0x202e) ||
    (codePoint >= 0x2060 && codePoint <= 0x206f) ||
    codePoint === 0xfeff
  );
}

function codeOf(codePoint: number): string {
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
}

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
  const kept = characters.slice(0, most).map(visible).join('');
  const left = characters.length - most;
  const shown = left > 0 ? kept + ending(left) : kept;
  return rightToLeft.test(shown) ? isolate.start + shown + isolate.end : shown;
}

function visible(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint === 0x09) return ' ';
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return '\ufffd';
  return isInvisible(codePoint) ? codeOf(codePoint) : character;
}
