import { create } from 'zustand';
import type { StartOutcome } from '../../core/contract/ipc.ts';
import type { PlanRequest } from '../../core/contract/planRequest.ts';
import type { RunEvent } from '../../core/contract/runEvent.ts';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import { ask } from './bench.ts';
import type { LiveRun } from './live/LiveRun.ts';
import { reduceRunEvents } from './live/reduceRunEvents.ts';

interface LiveRunState {
  run?: LiveRun;
  /** Counts batches: series grow in place, so this tells a chart that there is something new. */
  version: number;
  /** From the wish to start until the run's first event. */
  starting: boolean;
  receive(events: readonly RunEvent[]): void;
  /** Asks for a run. Answers with a failure when it does not start. */
  start(request: PlanRequest): Promise<{ started: true } | { started: false; failure: Failure }>;
  /** Asks the run to stop; what was measured is kept. */
  stop(): Promise<Failure | undefined>;
}

/** The run that goes on now, or went last. */
export const useLiveRun = create<LiveRunState>((set, get) => ({
  version: 0,
  starting: false,
  receive: (events) =>
    set((state) => {
      const run = reduceRunEvents(state.run, events);
      const begun = events.some((event) => event.type === 'runStarted');
      return {
        version: state.version + 1,
        ...(run === undefined ? {} : { run }),
        ...(begun ? { starting: false } : {}),
      };
    }),
  start: async (request) => {
    set({ starting: true });
    const before = get().run?.runId;
    const answer = await ask(window.bench.startRun(request));
    if (answer.ok && answer.value.started) {
      // Its first event may have come before this answer.
      set({ starting: get().run?.runId === before });
      return { started: true };
    }
    set({ starting: false });
    return { started: false, failure: answer.ok ? refusal(answer.value) : answer.failure };
  },
  stop: async () => {
    const { run, starting } = get();
    if (run?.status !== 'running' && !starting) {
      return undefined;
    }
    set({ starting: false, ...(run === undefined ? {} : { run: { ...run, stopping: true } }) });
    const answer = await ask(window.bench.stopRun());
    if (answer.ok) {
      return undefined;
    }
    const { run: now } = get();
    if (now !== undefined) {
      set({ run: { ...now, stopping: false } });
    }
    return answer.failure;
  },
}));

/** Why a run that was asked for did not start. */
function refusal(outcome: StartOutcome): Failure {
  const refused = outcome.started ? undefined : outcome;
  const problem = refused?.plan.problems.find((one) => one.severity === 'error');
  return (
    refused?.failure ?? {
      reason: problem?.message ?? 'The plan could not be started.',
      remedy: problem?.remedy ?? 'Open Plan and look at the problems named there.',
    }
  );
}
