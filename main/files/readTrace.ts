import type { Failure } from '../../core/contract/WorkerMessages.ts';
import type { Trace } from '../../core/schedule/trace/TraceColumns.ts';
import { TraceReader } from '../../core/schedule/trace/TraceReader.ts';
import { openRegularFile } from './regularFile.ts';

/** Of ten million requests with long lines; a file beyond it is a mistake, or holds the prompts too. */
const largestBytes = 4 * 2 ** 30;

/** What to do about a file that cannot be read, by the code of the error. */
const remedies: Record<string, string> = {
  ENOENT: 'Check the path: there is no such file.',
  EACCES: 'Give yourself the right to read it.',
  EISDIR: 'Give the path of a file: this is a folder.',
  ENOTFILE: 'Give the path of a file.',
};

/**
 * Reads a recording of traffic from a file, CSV with a head or JSON lines, piece by piece.
 *
 * @param path absolute, or from the working directory on
 * @returns the trace, or why there is none: with the file and, where one is to blame, its line
 */
export async function readTrace(path: string): Promise<{ trace: Trace } | { failure: Failure }> {
  const refuse = (why: string, remedy: string, detail?: string): { failure: Failure } => ({
    failure: { reason: `${path}: ${why}`, remedy, ...(detail === undefined ? {} : { detail }) },
  });
  const of = ({ reason, remedy, detail }: Failure): { failure: Failure } => refuse(reason, remedy, detail);
  try {
    const { file, sizeBytes } = await openRegularFile(path);
    if (sizeBytes > largestBytes) {
      await file.close();
      return refuse(`it has ${sizeBytes} bytes, more than ${largestBytes}`, 'Cut the recording into parts.');
    }
    const reader = new TraceReader();
    for await (const piece of file.createReadStream({ encoding: 'utf8', highWaterMark: 2 ** 20 })) {
      const failure = reader.push(String(piece));
      if (failure !== undefined) return of(failure);
    }
    const read = reader.end();
    return 'failure' in read ? of(read.failure) : read;
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR' || code === 'ENOTFILE') return refuse(message, remedies[code] ?? '');
    return refuse('it cannot be read', remedies[code] ?? 'See what the system says.', message);
  }
}
