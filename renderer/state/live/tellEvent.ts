import type { RunEvent } from '../../../core/contract/runEvent.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import type { LiveRun } from './LiveRun.ts';

/** The line of the log that an event of the run amounts to, for those that a reader of the log wants to find in it. */
export function tellEvent(event: RunEvent, run: LiveRun): LogLine | undefined {
  const line = (message: string, atMs: number | undefined, level: LogLine['level'] = 'info'): LogLine => ({
    level,
    source: 'run',
    message,
    ...(atMs === undefined ? {} : { atMs }),
  });
  switch (event.type) {
    case 'stepStarted': {
      const step = run.steps[event.stepIndex];
      const what = step === undefined ? '' : `: ${step.target} ${step.model.id} ${step.scenario}, ${step.level.label}`;
      return line(`step ${event.stepIndex + 1} started${what}`, event.atMs);
    }
    case 'stepPhase':
      return event.phase === 'measured'
        ? line(
            `step ${event.stepIndex + 1}: warm-up cut, measuring ${formatDuration(event.plannedSeconds)}`,
            event.atMs,
          )
        : undefined;
    case 'stepEnded': {
      const { validity, failure, requests } = event.result;
      const count = `${requests.ok} requests answered, ${requests.failed + requests.timedOut} not`;
      return failure === undefined
        ? line(`step ${event.stepIndex + 1} ended: ${validity.verdict}, ${count}`, event.atMs)
        : line(`step ${event.stepIndex + 1} ended: ${failure.reason}`, event.atMs, 'error');
    }
    case 'runEnded':
      return line(
        `run ${run.number} ${event.status}${event.reason === undefined ? '' : `: ${event.reason}`}`,
        undefined,
      );
    default:
      return undefined;
  }
}
