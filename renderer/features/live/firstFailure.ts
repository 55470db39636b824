import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { LiveRun } from '../../state/live/LiveRun.ts';

/** Why the first step that could not be carried out was not; undefined where all were. */
export function firstFailure({ results }: Pick<LiveRun, 'results'>): NonNullable<StepResult['failure']> | undefined {
  return results.find((result) => result?.failure !== undefined)?.failure;
}
