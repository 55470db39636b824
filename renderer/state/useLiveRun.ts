import { create } from 'zustand';
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
      return { version: state.version + 1, ...(run === undefined ? {} : { run }) };
    }),
  start: async (request) => {
    set({ starting: true });
    const answer = await ask(window.bench.startRun(request));
    set({ starting: false });
    if (!answer.ok) {
      return { started: false, failure: answer.failure };
    }
    if (answer.value.started) {
      return { started: true };
    }
    const problem = answer.value.plan.problems.find((one) => one.severity === 'error');
    return {
      started: false,
      failure: answer.value.failure ?? {
        reason: problem?.message ?? 'The plan could not be started.',
        remedy: problem?.remedy ?? 'Open Plan and look at the problems named there.',
      },
    };
  },
  stop: async () => {
    const { run } = get();
    if (run !== undefined) {
      set({ run: { ...run, stopping: true } });
    }
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
