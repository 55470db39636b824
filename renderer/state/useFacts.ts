import { create } from 'zustand';
import type { MachineFacts, PlanChoices } from '../../core/contract/ipc.ts';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import { ask } from './bench.ts';

interface Facts {
  machine?: MachineFacts;
  machineFailure?: Failure;
  choices?: PlanChoices;
  choicesFailure?: Failure;
  /** True once both have been answered, one way or the other. */
  settled: boolean;
  load(): Promise<void>;
}

/** What this machine is and what can be planned on it: asked when the window opens and on demand. */
export const useFacts = create<Facts>((set) => ({
  settled: false,
  load: async () => {
    const [machine, choices] = await Promise.all([ask(window.bench.machineFacts()), ask(window.bench.planChoices())]);
    set((before) => {
      const { machineFailure: _machine, choicesFailure: _choices, ...kept } = before;
      return {
        ...kept,
        settled: true,
        ...(machine.ok ? { machine: machine.value } : { machineFailure: machine.failure }),
        ...(choices.ok ? { choices: choices.value } : { choicesFailure: choices.failure }),
      };
    }, true);
  },
}));
