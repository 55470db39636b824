import { formatRunClock } from '../../../core/format/formatRunClock.ts';
import type { LiveRun } from '../../state/live/LiveRun.ts';
import { firstFailure } from './firstFailure.ts';

/** How a run ended and what is kept of it, in the place of the running step. */
export function runEnding(run: LiveRun): string {
  const measured = run.finishedSteps - run.results.filter((result) => result?.failure !== undefined).length;
  const kept = `${run.finishedSteps} of ${run.steps.length} steps kept`;
  const why = run.reason ?? firstFailure(run)?.reason.replace(/\.$/, '');
  const reason = why === undefined ? '' : `: ${why}`;
  switch (run.status) {
    case 'completed':
      return `Completed, ${run.steps.length} ${run.steps.length === 1 ? 'step' : 'steps'}`;
    case 'failed':
      return measured === 0 ? `Failed${reason}` : `Failed${reason}, ${kept}`;
    case 'interrupted': {
      const at = run.progress === undefined ? '' : ` at ${formatRunClock(run.progress.atMs / 1000)}`;
      return `Interrupted${at}, ${kept}`;
    }
    case 'running':
      return 'Running';
  }
}
