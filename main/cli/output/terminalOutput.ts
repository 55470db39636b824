import { visibleLines } from '../../../core/format/visibleText.ts';

const eraseLine = '\r\u001b[2K';

/** Everything that the command line says passes here: what a terminal would obey is shown instead, whoever said it. */
export interface TerminalOutput {
  /** Results. */
  writeOut(text: string): void;
  /** A document as JSON, among the results. */
  writeDocument(document: unknown): void;
  /** Progress and messages. */
  writeError(text: string): void;
  /** Writes over the line that is being written on standard error; only a terminal has one. */
  rewriteLine(text: string): void;
}

/** @param out standard output. @param error standard error. */
export function terminalOutput(
  out: Pick<NodeJS.WritableStream, 'write'>,
  error: Pick<NodeJS.WritableStream, 'write'>,
): TerminalOutput {
  return {
    writeOut: (text) => out.write(visibleLines(text)),
    writeDocument: (document) => out.write(`${visibleJson(document)}\n`),
    writeError: (text) => error.write(visibleLines(text)),
    rewriteLine: (text) => error.write(`${eraseLine}${visibleLines(text)}`),
  };
}

/** JSON escapes control characters below a space; it may escape any other as well, and is the same document. */
function visibleJson(document: unknown): string {
  const json = JSON.stringify(document, undefined, 2);
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(''),
  );
}

function escaped(codeUnit: number): string {
  return `\\u${codeUnit.toString(16).padStart(4, '0')}`;
}
