import type { Failure } from '../../core/contract/WorkerMessages.ts';

/** Says that a file or directory of a report could not be written, and how to get the report all the same. */
export function unwritten(path: string, error: unknown): Failure {
  return {
    reason: `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`,
    remedy:
      'The run itself is stored. Make room there or make it writable, or let "inferneo-bench report --out DIR" write it elsewhere',
  };
}
