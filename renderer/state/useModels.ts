import { create } from 'zustand';
import type { ModelEntry } from '../../core/contract/ipc.ts';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import { ask } from './bench.ts';
import { useFacts } from './useFacts.ts';

interface Models {
  entries?: ModelEntry[];
  failure?: Failure;
  /** Id of the model whose card is open; kept while the window is open. */
  selected?: string;
  /** A model is being added, from this path (which may still be empty). */
  adding?: { path: string };
  load(): Promise<void>;
  /** After a model was added or deleted: what can be chosen on Home and Plan has changed, too. */
  changed(selected: string | undefined): Promise<void>;
  select(id: string): void;
  add(path: string): void;
}

/** The models that can be chosen, and which of them is open on Targets. */
export const useModels = create<Models>((set, get) => ({
  load: async () => {
    const answer = await ask(window.bench.listModels());
    set(
      ({ failure: _failure, ...kept }) => ({
        ...kept,
        ...(answer.ok ? { entries: answer.value } : { failure: answer.failure }),
      }),
      true,
    );
  },
  changed: async (selected) => {
    set(
      ({ adding: _adding, selected: _selected, ...kept }) => ({
        ...kept,
        ...(selected === undefined ? {} : { selected }),
      }),
      true,
    );
    await Promise.all([get().load(), useFacts.getState().load()]);
  },
  select: (selected) => set(({ adding: _adding, ...kept }) => ({ ...kept, selected }), true),
  add: (path) => set({ adding: { path } }),
}));
