import { visibleLine } from '../../../core/format/visibleText.ts';

interface TextColumn {
  head: string;
  /** Numbers stand to the right, under their head. */
  alignRight?: boolean;
}

/** Rows under heads, columns two spaces apart, for a terminal. A cell is one line, whatever its text is. */
export function textTable(columns: readonly TextColumn[], given: readonly (readonly string[])[]): string {
  const rows = given.map((cells) => cells.map(singleLine));
  const widths = columns.map(({ head }, index) =>
    Math.max(displayWidth(head), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ alignRight }, index) => {
        const cell = cells[index] ?? '';
        const gap = ' '.repeat((widths[index] ?? 0) - displayWidth(cell));
        return alignRight === true ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return `${[line(columns.map(({ head }) => head)), ...rows.map(line)].join('\n')}\n`;
}

/** Characters that a terminal gives a place of their own; combining marks have none. */
function displayWidth(text: string): number {
  return [...text.normalize('NFC')].filter((character) => !/\p{Mark}/u.test(character)).length;
}

/** A text from a server, a file or a user as a part of a line of its own: its line breaks do not end that line. */
export function singleLine(text: string): string {
  return visibleLine(text).trim();
}
