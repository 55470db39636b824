import type { Failure } from '../../core/contract/WorkerMessages.ts';

/**
 * Says that a file or directory of a report could not be written, and how to get the report all the same.
 *
 * @param isStored whether the run can be read from the data directory again.
 */
export function unwritten(path: string, error: unknown, isStored: boolean): Failure {
  return {
    reason: `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`,
    remedy: isStored
      ? 'The run itself is stored. Make room there or make it writable, or let "inferneo-bench report --out DIR" write it elsewhere'
      : 'The run itself is not stored to its end either: what is shown here is all there is of it. Make room there or make it writable before the next run',
  };
}
