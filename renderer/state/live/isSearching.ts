import type { LiveRun } from './LiveRun.ts';
import { isSameCell } from './searchLevel.ts';

/** Whether the plan may still grow: a search in it has not come to its end. */
export function isSearching({ status, steps, results }: Pick<LiveRun, 'status' | 'steps' | 'results'>): boolean {
  return (
    status === 'running' &&
    steps.some(
      (step) =>
        step.search !== undefined &&
        !steps.some((other) => isSameCell(step, other) && results[other.index]?.search !== undefined),
    )
  );
}
