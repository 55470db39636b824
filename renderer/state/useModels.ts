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
  /** A server is open in a model's place: its target, or nothing where one is being added. */
  server?: { target: string | undefined };
  load(): Promise<void>;
  /** After a model was added or deleted: what can be chosen on Home and Plan has changed, too. */
  changed(selected: string | undefined): Promise<void>;
  select(id: string): void;
  add(path: string): void;
  /** Opens a server; with undefined goes back to the models. */
  showServer(target: string | undefined): void;
  addServer(): void;
}

/** The models that can be chosen, and which of them, or which server, is open on Targets. */
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
      ({ adding: _adding, selected: _selected, server: _server, ...kept }) => ({
        ...kept,
        ...(selected === undefined ? {} : { selected }),
      }),
      true,
    );
    await Promise.all([get().load(), useFacts.getState().load()]);
  },
  select: (selected) => set(({ adding: _adding, server: _server, ...kept }) => ({ ...kept, selected }), true),
  add: (path) => set(({ server: _server, ...kept }) => ({ ...kept, adding: { path } }), true),
  showServer: (target) =>
    set(
      ({ adding: _adding, server: _server, ...kept }) => ({
        ...kept,
        ...(target === undefined ? {} : { server: { target } }),
      }),
      true,
    ),
  addServer: () => set(({ adding: _adding, ...kept }) => ({ ...kept, server: { target: undefined } }), true),
}));
