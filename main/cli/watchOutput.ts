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
