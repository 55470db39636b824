import type { Configuration } from '../../../core/contract/configuration.ts';
import {
  type LoadOptions,
  objectiveTexts,
  type PlanPreset,
  type PlanRequest,
} from '../../../core/contract/planRequest.ts';
import { scenarioNames } from '../../../core/contract/scenarioName.ts';
import { nearestNames } from '../../../core/format/nearestNames.ts';
import { plainScenario } from '../../../core/scenarios/scenarios.ts';
import { defaultTarget, targetNamed } from '../../../core/targets/targets.ts';
import { cellsOf } from '../../run/plan/cells.ts';
import { withAdHocModels } from '../../run/plan/models.ts';
import { readSettings } from './readSettings.ts';
import type { ValueReader } from './ValueReader.ts';

/**
 * The plan that the flags of `run` ask for: a preset, everything, or targets × models × scenarios; load flags go over the preset's.
 * When the reader has problems then, it is the part of it that could be read: to be looked at for more, not to be run.
 */
export function readPlanRequest(reader: ValueReader, configuration: Configuration, defaultSeed: number): PlanRequest {
  const named = readSelection(reader, configuration);
  const { preset, selection } = named;
  const load: LoadOptions = { ...preset?.load, ...readSettings(reader.texts('set'), reader), ...readLoad(reader) };
  const seed = reader.number('seed', { atLeast: 0, most: 0xffff_ffff, whole: true }) ?? preset?.seed ?? defaultSeed;
  const slos = [...new Set(reader.texts('slo').length > 0 ? reader.texts('slo') : preset?.slos)];
  if (!objectiveTexts.safeParse(slos).success) {
    reader.problems.push('--slo: an objective is longer than 200 characters, or there are more than 50. Give fewer.');
  }
  return {
    name: named.name.slice(0, 200),
    cells: cellsOf(selection, withAdHocModels(selection.models, configuration)),
    load,
    seed,
    ...(slos.length === 0 ? {} : { slos }),
    ...(reader.isSet('yes') ? { mayExceedMemory: true } : {}),
  };
}

interface Selection {
  /** Of the run; targets and models stand beside it wherever it is shown. */
  name: string;
  preset?: PlanPreset;
  selection: { targets: readonly string[]; models: readonly string[]; scenarios: readonly string[] };
}

/** What is to be run: a preset, everything, or what the flags name; what they name goes over the others. */
function readSelection(reader: ValueReader, configuration: Configuration): Selection {
  const targets = reader.list('target');
  const models = reader.list('model');
  const scenarios = reader.list('scenario');
  const presetName = reader.text('preset');
  if (reader.isSet('comprehensive')) {
    const chosen = ['preset', 'scenario'].filter((flag) => reader.texts(flag).length > 0);
    for (const flag of chosen) reader.problems.push(`--comprehensive and --${flag} exclude each other. Leave one out.`);
    return { name: 'Comprehensive', selection: comprehensive({ targets, models }, configuration) };
  }
  if (presetName === undefined) {
    for (const [name, given, example] of [
      ['target', targets, defaultTarget],
      ['model', models, 'distilgpt2'],
      ['scenario', scenarios, plainScenario],
    ] as const) {
      if (given.length === 0)
        reader.problems.push(
          `--${name} is missing. Give one, such as --${name} ${example}, or a --preset, or --comprehensive.`,
        );
    }
    return { name: scenarios.join(', '), selection: { targets, models, scenarios } };
  }
  const { plans } = configuration.plans;
  const preset = Object.hasOwn(plans, presetName) ? plans[presetName] : undefined;
  if (preset === undefined) {
    const names = Object.keys(plans);
    const near = nearestNames(presetName, names);
    reader.problems.push(
      `--preset ${presetName}: there is no such plan. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Plans: ${names.join(', ')}.`}`,
    );
    return { name: presetName, selection: { targets, models, scenarios } };
  }
  const selection = {
    targets: targets.length > 0 ? targets : preset.targets,
    models: models.length > 0 ? models : preset.models,
    scenarios: scenarios.length > 0 ? scenarios : preset.scenarios,
  };
  return { name: preset.name, preset, selection };
}

/** The embedded engine where no target is named; models made for tests where only targets are that judge the measurement. */
function comprehensive(
  { targets, models }: { targets: readonly string[]; models: readonly string[] },
  configuration: Configuration,
): Selection['selection'] {
  const { default_models, test_models, models: known } = configuration.models;
  const isForTests = targets.length > 0 && targets.every(judgesMeasurement);
  const usual = (isForTests ? test_models : default_models) ?? Object.keys(known);
  return {
    targets: targets.length > 0 ? targets : [defaultTarget],
    models: models.length > 0 ? models : usual,
    scenarios: configuration.scenarios.comprehensive_scenarios ?? scenarioNames,
  };
}

function judgesMeasurement(name: string): boolean {
  const target = targetNamed(name);
  return 'kind' in target && target.kind.traits.judgesMeasurement === true;
}

function readLoad(reader: ValueReader): LoadOptions {
  const durationSeconds = reader.number('duration', { above: 0, most: 604_800 });
  const concurrency = reader.levels('concurrency');
  const batch = reader.levels('batch');
  const requests = reader.number('requests', { atLeast: 1, most: Number.MAX_SAFE_INTEGER, whole: true });
  const ratePerSecond = reader.number('rate', { above: 0, most: 10_000_000 });
  return {
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(batch === undefined ? {} : { batch }),
    ...(requests === undefined ? {} : { requests }),
    ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
  };
}
