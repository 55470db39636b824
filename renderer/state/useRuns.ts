import { create } from 'zustand';
import type { RunSummary } from '../../core/contract/storeProtocol.ts';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import { ask } from './bench.ts';

const newestRuns = 1000;

interface Runs {
  status: 'loading' | 'ready' | 'failed';
  /** Newest first, at most the newest 1000. */
  runs: RunSummary[];
  total: number;
  failure?: Failure;
  load(): Promise<void>;
}

/** The stored runs; asked again whenever a run starts or ends. */
export const useRuns = create<Runs>((set) => ({
  status: 'loading',
  runs: [],
  total: 0,
  load: async () => {
    const answer = await ask(window.bench.listRuns({ limit: newestRuns, offset: 0 }));
    if (answer.ok) {
      set({ status: 'ready', runs: answer.value.runs, total: answer.value.total });
    } else {
      set({ status: 'failed', failure: answer.failure });
    }
  },
}));
