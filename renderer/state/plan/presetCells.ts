import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { PlanCell, PlanPreset } from '../../../core/contract/planRequest.ts';
import { scenarioGroups } from '../../../core/contract/scenarioName.ts';

/** The scenarios a preset names, groups spelled out, that can run now; in the order of the choices. */
export function presetScenarios(preset: PlanPreset, choices: PlanChoices): string[] {
  const named = new Set(preset.scenarios.flatMap((name): readonly string[] => scenarioGroups[name] ?? [name]));
  return choices.scenarios.map((scenario) => scenario.name).filter((name) => named.has(name));
}

/** Every scenario of the preset on each of its targets and models that fit together. */
export function presetCells(preset: PlanPreset, choices: PlanChoices): PlanCell[] {
  const scenarios = presetScenarios(preset, choices);
  return preset.targets.flatMap((target) => {
    const able = choices.targets.find((choice) => choice.name === target)?.models ?? [];
    return preset.models
      .filter((model) => able.includes(model))
      .flatMap((model) => scenarios.map((scenario) => ({ target, model, scenario })));
  });
}
