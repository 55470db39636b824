import type { ArrivalProcess } from '../../../core/schedule/ArrivalProcess.ts';
import { RepeatedTrace } from '../../../core/schedule/trace/RepeatedTrace.ts';
import { readTrace } from '../../files/readTrace.ts';
import { StepFailure } from '../step/StepFailure.ts';

/**
 * A recording of the user's at a mean rate, requests per second, for so many milliseconds.
 *
 * @param note is told what was assumed about the recording
 * @throws StepFailure when the file cannot be read, with its line where one is to blame
 */
export async function tracedArrivals(
  path: string,
  ratePerSecond: number,
  durationMs: number,
  note: (message: string) => void,
): Promise<ArrivalProcess> {
  const read = await readTrace(path);
  if ('failure' in read) throw new StepFailure(read.failure);
  for (const message of read.trace.notes) note(message);
  return new RepeatedTrace(read.trace, ratePerSecond, durationMs);
}
