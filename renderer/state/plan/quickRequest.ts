import { create } from 'zustand';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import { defaultSeed, type PlanRequest } from '../../../core/contract/planRequest.ts';
import { presetCells } from './PlanDraft.ts';

/** What Quick benchmark measures: a target, and one of its models or all that the preset names. */
interface QuickChoice {
  target: string;
  model: string;
}

/** Stands for every model of the preset that the target can run. */
export const allModels = '*';

/** The targets that the window offers to measure, one of known latency among them: that is there to judge the measurement. */
export function quickTargets(choices: PlanChoices): string[] {
  return choices.targets.filter((target) => target.models.length > 0).map((target) => target.name);
}

/** The models that the preset measures on this target: its own list where that fits, else all of the target's. */
export function quickModels(choices: PlanChoices, target: string): string[] {
  const able = choices.targets.find((choice) => choice.name === target)?.models ?? [];
  const wanted = choices.presets.quick?.models.filter((model) => able.includes(model)) ?? [];
  return wanted.length > 0 ? wanted : able;
}

/** The plan of Quick benchmark for a choice; undefined where the configuration has no preset of that name. */
export function quickRequest(choices: PlanChoices, choice: QuickChoice): PlanRequest | undefined {
  const preset = choices.presets.quick;
  if (preset === undefined) {
    return undefined;
  }
  const models = choice.model === allModels ? quickModels(choices, choice.target) : [choice.model];
  const cells = presetCells({ ...preset, targets: [choice.target], models }, choices);
  return cells.length === 0
    ? undefined
    : {
        name: preset.name,
        cells,
        load: preset.load ?? {},
        seed: preset.seed ?? defaultSeed,
        ...(preset.slos === undefined ? {} : { slos: preset.slos }),
      };
}

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
