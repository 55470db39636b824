import type { Configuration, ModelConfiguration } from '../../../core/contract/configuration.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import type { PlannedModel, PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { PlanCell, PlanRequest } from '../../../core/contract/planRequest.ts';
import type { ScenarioDescription } from '../../../core/contract/trafficPlan.ts';
import type { Scenario, ScenarioInput, ScenarioNote } from '../../../core/scenarios/Scenario.ts';
import type { PlanTarget } from '../../../core/targets/targets.ts';
import { levelStep, memoryReserveBytes, type StepBase } from './levelStep.ts';
import { batchProblem, classProblems } from './loadProblems.ts';
import { plannedModel, plannedServedModel } from './models.ts';
import { playedRecording, type Recordings, recordingName } from './recordings.ts';

/** Used where a model's configuration does not say: a short prompt and a short answer. */
const fallbackPromptTokens = 50;
const fallbackOutputTokens = 50;
const fallbackTimeoutSeconds = 60;

export interface ResolvedCell {
  cell: PlanCell;
  target: PlanTarget;
  model: ModelConfiguration;
  /** Of a model with files. */
  card?: ModelCard;
  scenario: Scenario;
}

/** What a plan is resolved with, beside what was asked for. */
interface PlanFacts {
  configuration: Configuration;
  /** What this machine has. */
  memoryBytes: number;
  recordings: Recordings;
}

/** What a cell of a plan comes to: its steps in ascending order of their levels, and what they will do. */
interface CellPlan {
  steps: Omit<PlannedStep, 'id' | 'index'>[];
  description?: ScenarioDescription;
}

/** Resolves one cell of a plan; what is wrong with it goes to the problems. */
export function cellSteps(
  { cell, target, model, card, scenario }: ResolvedCell,
  request: PlanRequest,
  { configuration, memoryBytes, recordings }: PlanFacts,
  problems: PlanProblem[],
): CellPlan {
  const scenarioConfiguration = configuration.scenarios.scenarios[scenario.configurationKey];
  if (scenarioConfiguration === undefined) {
    problems.push({
      severity: 'error',
      path: `scenarios.${scenario.configurationKey}`,
      value: 'nothing',
      message: `${scenario.name} reads "${scenario.configurationKey}" of scenarios.json, which is missing`,
      remedy: `Add "${scenario.configurationKey}" to scenarios.json.`,
    });
    return { steps: [] };
  }
  const { load } = request;
  const durationSeconds = load.durationSeconds ?? scenarioConfiguration.duration_seconds;
  const configuredShare = durationSeconds / scenarioConfiguration.duration_seconds;
  const warmupSeconds = load.warmupSeconds ?? scenarioConfiguration.warmup_seconds * Math.min(1, configuredShare);
  const promptTokens = load.promptTokens ?? model.input_shape?.[1] ?? fallbackPromptTokens;
  const outputTokens = load.outputTokens ?? model.max_length ?? fallbackOutputTokens;
  const { traits, refusesBatches } = target.kind;
  const planned =
    traits.servesItsModels === true ? plannedServedModel(cell.model, model) : plannedModel(cell.model, model, card);
  const context = card?.maximumContextTokens ?? maximumContextTokens(planned);
  if (context !== undefined && promptTokens + outputTokens > context) {
    problems.push({
      severity: 'error',
      path: load.promptTokens === undefined ? 'load.outputTokens' : 'load.promptTokens',
      value: String(load.promptTokens ?? load.outputTokens),
      message: `${promptTokens} prompt and ${outputTokens} output tokens exceed the ${context} that ${model.name} can hold`,
      remedy: `Keep their sum at or below ${context}.`,
    });
    return { steps: [] };
  }
  const named = recordingName(scenario, load, configuration);
  const played =
    named === undefined ? undefined : playedRecording(named, recordings, planned, context, load.ratePerSecond);
  problems.push(...(played?.problems ?? []));
  if (named !== undefined && played?.recording === undefined) return { steps: [] };
  const { classes } = configuration.scenarios;
  const input: ScenarioInput = {
    configuration: scenarioConfiguration,
    ...(classes === undefined ? {} : { classes }),
    model,
    load,
    durationSeconds,
    promptTokens,
    outputTokens,
    ...(context === undefined ? {} : { contextTokens: context }),
    startsEngine: traits.startsEngine === true,
    ...(played?.recording === undefined ? {} : { recording: played.recording }),
  };
  const all = scenario.steps(input);
  const refused = card?.canBatch === false ? all.filter((step) => step.load.batchSize > 1) : [];
  if (refused.length > 0) problems.push(batchProblem(model.name, refused, load.batch !== undefined));
  const expanded = all.filter((step) => !refused.includes(step));
  const notes = scenario.notes(input);
  if (expanded.length > 0) problems.push(...notes.map((note) => ({ severity: 'warning' as const, ...note })));
  if (all.length === 0) problems.push(noLevelProblem(scenario, input, notes));
  problems.push(...classProblems(all, model.name, context));
  const sizes = expanded.map((step) => step.load.batchSize);
  const endpoint = load.endpoint ?? 'chat';
  const refusal = refusesBatches?.(sizes, { endpoint, scenario: scenario.name });
  if (refusal !== undefined) {
    const value = [...new Set(sizes)].filter((size) => size > 1).join(', ');
    problems.push({ severity: 'error', path: 'load.batch', value, ...refusal });
  }
  const base: StepBase = {
    target: target.name,
    engine: target.kind.name,
    ...(target.url === undefined ? {} : { url: target.url }),
    ...(traits.settings.includes('endpoint') ? { endpoint } : {}),
    ...(traits.settings.includes('vendorFields') ? { vendorFields: load.vendorFields ?? true } : {}),
    model: planned,
    scenario: scenario.name,
    seed: request.seed,
    ...(load.runners === undefined ? {} : { runners: load.runners }),
    warmupSeconds,
    durationSeconds,
    ...(load.requests === undefined ? {} : { requestLimit: load.requests }),
    promptTokens,
    outputTokens,
    timeoutSeconds: load.timeoutSeconds ?? fallbackTimeoutSeconds,
    threads: load.threads ?? 1,
    ...(traits.settings.includes('provider') ? { provider: load.provider ?? 'auto' } : {}),
    stream: load.stream ?? true,
    ...(scenario.traits.asksMemory === true
      ? { memoryReserveBytes: memoryReserveBytes(scenarioConfiguration, memoryBytes) }
      : {}),
    ...(request.slos === undefined ? {} : { slos: request.slos }),
  };
  return {
    steps: expanded.map((step) => levelStep(base, step)),
    ...(expanded.length === 0 ? {} : { description: { scenario: scenario.name, ...scenario.describe(input) } }),
  };
}

/** Why a scenario has nothing to run: what it left out, where that is all that there was. */
function noLevelProblem(
  { name, traits }: Scenario,
  { load, configuration, model }: ScenarioInput,
  [note]: readonly ScenarioNote[],
): PlanProblem {
  if (note !== undefined && traits.levels !== 'batch') return { severity: 'error', ...note };
  return {
    severity: 'error',
    path: 'load.batch',
    value: JSON.stringify(load.batch ?? configuration.batch_sizes ?? []),
    message: `${name} has no level that ${model.name} can run`,
    remedy: `Choose among its batch sizes: ${(model.batch_sizes ?? []).join(', ')}.`,
  };
}

/** Tokens of prompt and output together that a built-in graph can hold; undefined where there is no limit known. */
export function maximumContextTokens({ architecture }: PlannedModel): number | undefined {
  // The positions that GPT-2 and DistilGPT-2 were made with.
  return architecture === undefined ? undefined : 1024;
}
