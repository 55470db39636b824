import type { PlanChoices } from '../../../core/contract/ipc.ts';
import {
  defaultSeed,
  type LoadOptions,
  type PlanCell,
  type PlanPreset,
  type PlanRequest,
} from '../../../core/contract/planRequest.ts';
import { scenarioGroups } from '../../../core/contract/scenarioName.ts';

/** A column of the plan's matrix. */
export interface PlanColumn {
  target: string;
  model: string;
}

/** A plan as it is being made. */
export interface PlanDraft {
  /** Key of the preset it began from. */
  preset: string | undefined;
  name: string;
  columns: PlanColumn[];
  cells: PlanCell[];
  load: LoadOptions;
  seed: number;
  /** Service-level objectives as they were written. */
  slos: string[];
  /** Fields whose text cannot be read, by field, with what is wrong. */
  unreadable: Record<string, string>;
}

export const sameCell = (first: PlanCell, second: PlanCell): boolean =>
  first.target === second.target && first.model === second.model && first.scenario === second.scenario;

/** The draft of a request, with a column for each target and model in it. */
export function draftFromRequest(request: PlanRequest, preset: string | undefined): PlanDraft {
  const columns: PlanColumn[] = [];
  for (const { target, model } of request.cells) {
    if (!columns.some((column) => column.target === target && column.model === model)) {
      columns.push({ target, model });
    }
  }
  const { name, cells, load, seed, slos = [] } = request;
  return { preset, name, columns, cells: [...cells], load: { ...load }, seed, slos: [...slos], unreadable: {} };
}

/** The draft of a preset; undefined where the configuration has none of that key. */
export function draftFromPreset(choices: PlanChoices, key: string): PlanDraft | undefined {
  const preset = choices.presets[key];
  return preset === undefined
    ? undefined
    : draftFromRequest(
        {
          name: preset.name,
          cells: presetCells(preset, choices),
          load: preset.load ?? {},
          seed: preset.seed ?? defaultSeed,
          ...(preset.slos === undefined ? {} : { slos: preset.slos }),
        },
        key,
      );
}

/** The request that a draft makes, of the fields that can be read; undefined while nothing is ticked. */
export function requestFromDraft(draft: PlanDraft): PlanRequest | undefined {
  if (draft.cells.length === 0) {
    return undefined;
  }
  const { name, cells, load, seed, slos } = draft;
  return { name, cells, load, seed, ...(slos.length === 0 ? {} : { slos }) };
}

/** In how many cells and fields the draft differs from the preset that it began from. */
export function countEdits(draft: PlanDraft, preset: PlanDraft): number {
  const added = draft.cells.filter((cell) => !preset.cells.some((other) => sameCell(cell, other))).length;
  const removed = preset.cells.filter((cell) => !draft.cells.some((other) => sameCell(cell, other))).length;
  const fields = new Set([...Object.keys(draft.load), ...Object.keys(preset.load)]) as Set<keyof LoadOptions>;
  const changed = [...fields].filter(
    (field) => JSON.stringify(draft.load[field]) !== JSON.stringify(preset.load[field]),
  ).length;
  const others = [draft.seed === preset.seed, JSON.stringify(draft.slos) === JSON.stringify(preset.slos)];
  return added + removed + changed + others.filter((isSame) => !isSame).length;
}

/** The scenarios a preset names, groups spelled out, that can run now; in the order of the choices. */
function presetScenarios(preset: PlanPreset, choices: PlanChoices): string[] {
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
