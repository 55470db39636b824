import type { RunEvent } from '../../../core/contract/runEvent.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import type { LiveRun, LiveStep } from './LiveRun.ts';
import { StepSeries } from './StepSeries.ts';

const mostLogLines = 2000;

/**
 * The run after these events. A run begins with `runStarted`; what comes before it belongs to none and is dropped.
 * Series grow in place, everything else is new, so a component may compare by identity.
 */
export function reduceRunEvents(run: LiveRun | undefined, events: readonly RunEvent[]): LiveRun | undefined {
  let next = run;
  let log: LiveRun['log'] | undefined;
  for (const event of events) {
    if (event.type === 'runStarted') {
      log = undefined;
      next = started(event);
    } else if (next === undefined) {
      // Of a run whose beginning nobody told: nothing to add it to.
    } else if (event.type === 'log') {
      log = log ?? [...next.log];
      log.push(event.line);
      next = { ...next, warnings: next.warnings + (event.line.level === 'info' ? 0 : 1) };
    } else {
      const told = tellEvent(event, next);
      if (told !== undefined) {
        log = log ?? [...next.log];
        log.push(told);
      }
      next = apply(next, event);
    }
  }
  return next === undefined || log === undefined ? next : { ...next, log: log.slice(-mostLogLines) };
}

function started(event: Extract<RunEvent, { type: 'runStarted' }>): LiveRun {
  return {
    runId: event.runId,
    number: event.number,
    name: event.name,
    startedAt: event.startedAt,
    steps: event.steps,
    estimate: event.estimate,
    status: 'running',
    stopping: false,
    finishedSteps: 0,
    results: event.steps.map(() => undefined),
    log: [],
    warnings: 0,
  };
}

function apply(run: LiveRun, event: Exclude<RunEvent, { type: 'runStarted' | 'log' }>): LiveRun {
  switch (event.type) {
    case 'activity':
      return {
        ...run,
        activity: {
          message: event.message,
          atMs: event.atMs,
          ...(event.fraction === undefined ? {} : { fraction: event.fraction }),
        },
      };
    case 'gpuPresence':
      return { ...run, gpu: event.presence };
    case 'stepStarted': {
      const { activity: _activity, ...rest } = run;
      return {
        ...rest,
        step: {
          index: event.stepIndex,
          startMs: event.atMs,
          warmupSeconds: event.warmupSeconds,
          durationSeconds: event.durationSeconds,
          phases: [],
          series: new StepSeries(event.atMs),
        },
      };
    }
    case 'stepPhase':
      return onStep(run, event.stepIndex, (step) => ({
        ...step,
        phases: [
          ...step.phases,
          {
            phase: event.phase,
            fromSeconds: (event.atMs - step.startMs) / 1000,
            plannedSeconds: event.plannedSeconds,
          },
        ],
      }));
    case 'live':
      return onStep(run, event.stepIndex, (step) => {
        step.series.addBucket(event.bucket);
        return step;
      });
    case 'telemetry':
      if (run.step !== undefined && run.step.result === undefined) {
        run.step.series.addTelemetry(event.sample);
      }
      return run;
    case 'soFar':
      return onStep(run, event.stepIndex, (step) => ({ ...step, soFar: event.soFar }));
    case 'progress': {
      const { type: _type, stepIndex: _stepIndex, ...progress } = event;
      return { ...run, progress };
    }
    case 'stepEnded': {
      const results = run.results.map((result, index) => (index === event.stepIndex ? event.result : result));
      const ended = { ...run, results, finishedSteps: results.filter((result) => result !== undefined).length };
      return onStep(ended, event.stepIndex, (step) => ({ ...step, result: event.result }));
    }
    case 'planGrew':
      return {
        ...run,
        steps: event.steps,
        estimate: event.estimate,
        results: event.steps.map((_, index) => run.results[index]),
      };
    case 'runEnded': {
      const { activity: _activity, ...rest } = run;
      return {
        ...rest,
        status: event.status,
        finishedSteps: event.finishedSteps,
        ...(event.reason === undefined ? {} : { reason: event.reason }),
      };
    }
  }
}

/** Changes the current step when the event is about it; news of another step is late and changes nothing. */
function onStep(run: LiveRun, index: number, change: (step: LiveStep) => LiveStep): LiveRun {
  return run.step === undefined || run.step.index !== index ? run : { ...run, step: change(run.step) };
}

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

/** A replay ends at most this many events after the first one that also came live. */
const longestOverlap = 2000;

/** The replayed events, then those live ones that the replay does not hold already. */
export function joinReplay(replayed: readonly RunEvent[], live: readonly RunEvent[]): RunEvent[] {
  if (live.length === 0) {
    return [...replayed];
  }
  const held = new Set(replayed.slice(-longestOverlap).map((event) => JSON.stringify(event)));
  return [...replayed, ...live.filter((event) => !held.has(JSON.stringify(event)))];
}
