/** Control and format characters, separators of lines, and halves of characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const zeroWidthJoiners = /[\u200c\u200d]/;

/**
 * A text from a user, a file or a server in which every character shows: those that would colour, move or turn what stands
 * around them, or hide among it, are shown by their code, halves of characters as what is no character. Only the two
 * zero-width characters that scripts and pictures need stay, behind such a character. Line breaks, too, are
 * shown by their code: {@link visibleLine} and {@link visibleLines} know them.
 */
export function visibleText(text: string): string {
  return text.replace(invisible, (character, at: number) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) return '\ufffd';
    if (zeroWidthJoiners.test(character) && text.charCodeAt(at - 1) > 0x7f) return character;
    return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}

/** As {@link visibleText}, in one line: tabs and line breaks, with what is white around these, become a space. */
export function visibleLine(text: string): string {
  return visibleText(text.replace(/ *[\n\r\v\f\u0085\u2028\u2029][\s\u0085]*/g, ' ').replaceAll('\t', ' '));
}

/** As {@link visibleText}, line by line: line breaks of any system stay line breaks, and a tab is two spaces. */
export function visibleLines(text: string): string {
  return text
    .replaceAll('\t', '  ')
    .split(/\r\n|\r|\n/)
    .map(visibleText)
    .join('\n');
}

/** A value as messages between processes hold them, with each text in it as {@link visibleLines} gives it. */
export function withVisibleTexts<Value>(value: Value): Value {
  return visibleIn(value) as Value;
}

function visibleIn(value: unknown): unknown {
  if (typeof value === 'string') return visibleLines(value);
  if (Array.isArray(value)) return value.map(visibleIn);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visibleIn(each)]));
}
