import { visibleLine } from '../../../core/format/visibleText.ts';

/** A text from a server, a file or a user as a part of a line of its own: its line breaks do not end that line. */
export function singleLine(text: string): string {
  return visibleLine(text).trim();
}
