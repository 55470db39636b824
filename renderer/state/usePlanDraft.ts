import { create } from 'zustand';
import type { LoadOptions, PlanCell, PlanRequest } from '../../core/contract/planRequest.ts';
import { draftFromRequest, type PlanColumn, type PlanDraft, sameCell } from './plan/PlanDraft.ts';

interface PlanDraftState {
  draft?: PlanDraft;
  /** Takes a whole plan, such as that of Home. */
  open(request: PlanRequest, preset: string | undefined): void;
  replace(draft: PlanDraft): void;
  setCells(cells: readonly PlanCell[], ticked: boolean): void;
  /** Does nothing where the column is there. */
  addColumn(column: PlanColumn): void;
  removeColumn(column: PlanColumn): void;
  setLoad<Field extends keyof LoadOptions>(field: Field, value: LoadOptions[Field]): void;
  setSeed(seed: number): void;
  setObjectives(slos: readonly string[]): void;
  /** Says that a field's text cannot be read, or with undefined that it can. */
  setUnreadable(field: string, problem: string | undefined): void;
}

/** The plan that is being made on Plan; kept while the window is open. */
export const usePlanDraft = create<PlanDraftState>((set) => {
  const change = (how: (draft: PlanDraft) => PlanDraft): void =>
    set(({ draft }) => (draft === undefined ? {} : { draft: how(draft) }));
  return {
    open: (request, preset) => set({ draft: draftFromRequest(request, preset) }),
    replace: (draft) => set({ draft }),
    setCells: (cells, ticked) =>
      change((draft) => {
        const others = draft.cells.filter((cell) => !cells.some((one) => sameCell(one, cell)));
        return { ...draft, cells: ticked ? [...others, ...cells] : others };
      }),
    addColumn: ({ target, model }) =>
      change((draft) => ({
        ...draft,
        columns: draft.columns.some((column) => column.target === target && column.model === model)
          ? draft.columns
          : [...draft.columns, { target, model }],
      })),
    removeColumn: ({ target, model }) =>
      change((draft) => ({
        ...draft,
        columns: draft.columns.filter((column) => column.target !== target || column.model !== model),
        cells: draft.cells.filter((cell) => cell.target !== target || cell.model !== model),
      })),
    setLoad: (field, value) =>
      change((draft) => {
        const { [field]: _before, ...load } = draft.load;
        return { ...draft, load: value === undefined ? load : { ...load, [field]: value } };
      }),
    setSeed: (seed) => change((draft) => ({ ...draft, seed })),
    setObjectives: (slos) => change((draft) => ({ ...draft, slos: [...slos] })),
    setUnreadable: (field, problem) =>
      change((draft) => {
        const { [field]: _before, ...unreadable } = draft.unreadable;
        return { ...draft, unreadable: problem === undefined ? unreadable : { ...unreadable, [field]: problem } };
      }),
  };
});
