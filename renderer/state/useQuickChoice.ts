import { create } from 'zustand';
import type { PlanChoices } from '../../core/contract/ipc.ts';
import { allModels, type QuickChoice, quickTargets } from './plan/quickRequest.ts';

interface QuickChoiceState {
  chosen?: QuickChoice;
  choose(choice: QuickChoice): void;
}

/** What the user picked for Quick benchmark in this window. */
export const useQuickChoice = create<QuickChoiceState>((set) => ({
  choose: (chosen) => set({ chosen }),
}));

/** The pick, or the preset's own target with all its models. */
export function quickChoice(choices: PlanChoices, chosen: QuickChoice | undefined): QuickChoice {
  const known = quickTargets(choices);
  if (chosen !== undefined && known.includes(chosen.target)) {
    return chosen;
  }
  const target = choices.presets.quick?.targets.find((name) => known.includes(name)) ?? known[0] ?? '';
  return { target, model: allModels };
}
