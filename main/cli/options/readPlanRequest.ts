import { nearestNames } from '../../../core/configuration/nearestNames.ts';
import type { Configuration } from '../../../core/contract/configuration.ts';
import { type LoadOptions, objectiveTexts, type PlanRequest } from '../../../core/contract/planRequest.ts';
import { cellsOf } from '../../run/plan/cellsOf.ts';
import { withAdHocModels } from '../../run/plan/withAdHocModels.ts';
import { readSettings } from './readSettings.ts';
import type { ValueReader } from './ValueReader.ts';

/**
 * The plan that the flags of `run` ask for: a preset, or targets × models × scenarios; load flags go over the preset's.
 * When the reader has problems then, it is the part of it that could be read: to be looked at for more, not to be run.
 */
export function readPlanRequest(reader: ValueReader, configuration: Configuration, defaultSeed: number): PlanRequest {
  const presetName = reader.text('preset');
  const targets = reader.list('target');
  const models = reader.list('model');
  const scenarios = reader.list('scenario');
  const { plans } = configuration.plans;
  const preset = presetName !== undefined && Object.hasOwn(plans, presetName) ? plans[presetName] : undefined;
  if (presetName !== undefined && preset === undefined) {
    const names = Object.keys(plans);
    const near = nearestNames(presetName, names);
    reader.problems.push(
      `--preset ${presetName}: there is no such plan. ${near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Plans: ${names.join(', ')}.`}`,
    );
  }
  if (presetName === undefined) {
    for (const [name, given, example] of [
      ['target', targets, 'onnx'],
      ['model', models, 'distilgpt2'],
      ['scenario', scenarios, 'latency/single_request'],
    ] as const) {
      if (given.length === 0)
        reader.problems.push(`--${name} is missing. Give one, such as --${name} ${example}, or a --preset.`);
    }
  }
  const load: LoadOptions = { ...preset?.load, ...readSettings(reader.texts('set'), reader), ...readLoad(reader) };
  const seed = reader.number('seed', { atLeast: 0, most: 0xffff_ffff, whole: true }) ?? preset?.seed ?? defaultSeed;
  const selection = {
    targets: targets.length > 0 ? targets : (preset?.targets ?? []),
    models: models.length > 0 ? models : (preset?.models ?? []),
    scenarios: scenarios.length > 0 ? scenarios : (preset?.scenarios ?? []),
  };
  const slos = [...new Set(reader.texts('slo').length > 0 ? reader.texts('slo') : preset?.slos)];
  if (!objectiveTexts.safeParse(slos).success) {
    reader.problems.push('--slo: an objective is longer than 200 characters, or there are more than 50. Give fewer.');
  }
  // Targets and models stand beside the name wherever a run is shown.
  const named = preset?.name ?? selection.scenarios.join(', ');
  return {
    name: named.slice(0, 200),
    cells: cellsOf(selection, withAdHocModels(selection.models, configuration)),
    load,
    seed,
    ...(slos.length === 0 ? {} : { slos }),
    ...(reader.isSet('yes') ? { mayExceedMemory: true } : {}),
  };
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
