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

/**
 * Keeps output that cannot be written from ending the program: a reader that has seen enough (`| head`) must not cost a run
 * its measurements. Whatever else goes wrong, such as a full disk behind `> file`, is told once on standard error.
 *
 * @returns whether standard output lost something that its reader did not give up by itself.
 */
export function watchOutput(
  standardOutput: NodeJS.WritableStream,
  standardError: NodeJS.WritableStream,
): () => boolean {
  let isLost = false;
  standardOutput.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isLost) return;
    isLost = true;
    standardError.write(`Standard output could not be written: ${error.message}\n`);
  });
  // There is nowhere left to say that this one is gone.
  standardError.on('error', () => undefined);
  return () => isLost;
}
