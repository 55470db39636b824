/**
 * A text from a server, a file or a user, made harmless for a terminal: control characters (which could move the cursor
 * or recolour what follows) and line breaks become spaces.
 */
export function singleLine(text: string): string {
  return text.replaceAll(/[\p{Control}\p{Format}\u2028\u2029]+/gu, ' ').trim();
}
