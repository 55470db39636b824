import type { Configuration, ModelConfiguration } from '../../../core/contract/configuration.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import type { PlannedStep, PlanProblem, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanCell, PlanRequest } from '../../../core/contract/planRequest.ts';
import { scenarioGroups, scenarioNames } from '../../../core/contract/scenarioName.ts';
import type { Scenario, ScenarioStep } from '../../runner/scenarios/Scenario.ts';
import { scenarios } from '../../runner/scenarios/scenarios.ts';
import { batchProblem } from './batchProblem.ts';
import { didYouMean } from './didYouMean.ts';
import { type EmbeddedTarget, embeddedTargets } from './embeddedTargets.ts';
import { estimatePlan } from './estimatePlan.ts';
import { isCard, type ModelCards } from './ModelCards.ts';
import { maximumContextTokens } from './maximumContextTokens.ts';
import { memoryProblems } from './memoryProblems.ts';
import { plannedModel } from './plannedModel.ts';
import { unknownModel } from './unknownModel.ts';

/** Used where a model's configuration does not say: a short prompt and a short answer. */
const fallbackPromptTokens = 50;
const fallbackOutputTokens = 50;
const fallbackTimeoutSeconds = 60;

interface ResolvedCell {
  cell: PlanCell;
  target: EmbeddedTarget;
  model: ModelConfiguration;
  /** Of a model with files. */
  card?: ModelCard;
  scenario: Scenario;
}

/**
 * Resolves what was asked for against the configuration: every step with all that a runner needs, every problem at
 * once, and an estimate. With an `error` among the problems the plan must not start; its steps are those of the cells
 * that are sound.
 *
 * @param memoryBytes what this machine has.
 * @param cards what the files of its models say, as read by `readModelCards`.
 */
export function resolvePlan(
  request: PlanRequest,
  configuration: Configuration,
  memoryBytes: number,
  cards: ModelCards,
): ResolvedPlan {
  const problems: PlanProblem[] = [];
  const cells: ResolvedCell[] = [];
  const seen = new Set<string>();
  request.cells.forEach((cell, index) => {
    const key = `${cell.target}\n${cell.model}\n${cell.scenario}`;
    if (seen.has(key)) return;
    seen.add(key);
    const resolved = resolveCell(cell, `cells[${index}]`, configuration, cards, problems);
    if (resolved !== undefined) cells.push(resolved);
  });
  if (request.load.ratePerSecond !== undefined) {
    problems.push({
      severity: 'error',
      path: 'load.ratePerSecond',
      value: String(request.load.ratePerSecond),
      message: 'the scenarios of this plan are closed loops, which have no rate',
      remedy: 'Leave the rate out; set the requests in flight instead.',
    });
  }
  const steps = orderForFewestEngineStarts(cells).flatMap((cell) => stepsOf(cell, request, configuration, problems));
  problems.push(...memoryProblems(steps, memoryBytes, request.mayExceedMemory === true));
  const numbered = steps.map((step, index): PlannedStep => ({ ...step, id: `step-${index + 1}`, index }));
  return { name: request.name, steps: numbered, problems: withoutRepeats(problems), estimate: estimatePlan(numbered) };
}

function resolveCell(
  cell: PlanCell,
  path: string,
  configuration: Configuration,
  cards: ModelCards,
  problems: PlanProblem[],
): ResolvedCell | undefined {
  const report = (field: keyof PlanCell, message: string, remedy: string): undefined => {
    problems.push({ severity: 'error', path: `${path}.${field}`, value: cell[field], message, remedy });
  };
  const target = embeddedTargets.find(({ name }) => name === cell.target);
  const { models } = configuration.models;
  const model = Object.hasOwn(models, cell.model) ? models[cell.model] : undefined;
  const scenario = scenarios.find(({ name }) => name === cell.scenario);
  const isServer = cell.target.includes('=') || ['inferneo', 'triton', 'openai'].includes(cell.target);
  if (target === undefined) {
    const names = embeddedTargets.map(({ name }) => name);
    if (isServer)
      report(
        'target',
        `"${cell.target}" is a server, and this version measures embedded targets only`,
        `Choose ${names.join(' or ')}.`,
      );
    else report('target', `there is no target "${cell.target}"`, didYouMean(cell.target, names));
  }
  // What a server calls its models is for the server to know.
  if (model === undefined && !isServer) {
    const { message, remedy } = unknownModel(cell.model, Object.keys(models));
    report('model', message, remedy);
  }
  if (scenario === undefined) {
    const available = scenarios.map(({ name }) => name);
    if ((scenarioNames as readonly string[]).includes(cell.scenario)) {
      report(
        'scenario',
        `"${cell.scenario}" cannot be run by this version yet`,
        `Choose one of ${available.join(', ')}.`,
      );
    } else
      report(
        'scenario',
        `there is no scenario "${cell.scenario}"`,
        didYouMean(cell.scenario, [...available, ...Object.keys(scenarioGroups)]),
      );
  }
  if (target === undefined || model === undefined || scenario === undefined) return undefined;
  const refusal = target.refuses(cell.model, model);
  if (refusal !== undefined) {
    const fitting = Object.entries(configuration.models.models)
      .filter(([id, other]) => target.refuses(id, other) === undefined)
      .map(([id]) => id);
    return report('model', `target "${target.name}" ${refusal}`, `Choose one of ${fitting.join(', ')}.`);
  }
  const card = cards.get(cell.model);
  if (card === undefined) return { cell, target, model, scenario };
  if (!isCard(card)) return report('model', card.reason, card.remedy);
  return { cell, target, model, card, scenario };
}

function stepsOf(
  { cell, target, model, card, scenario }: ResolvedCell,
  request: PlanRequest,
  configuration: Configuration,
  problems: PlanProblem[],
): Omit<PlannedStep, 'id' | 'index'>[] {
  const scenarioConfiguration = configuration.scenarios.scenarios[scenario.configurationKey];
  if (scenarioConfiguration === undefined) {
    problems.push({
      severity: 'error',
      path: `scenarios.${scenario.configurationKey}`,
      value: 'nothing',
      message: `${scenario.name} reads "${scenario.configurationKey}" of scenarios.json, which is missing`,
      remedy: `Add "${scenario.configurationKey}" to scenarios.json.`,
    });
    return [];
  }
  const { load } = request;
  const durationSeconds = load.durationSeconds ?? scenarioConfiguration.duration_seconds;
  const configuredShare = durationSeconds / scenarioConfiguration.duration_seconds;
  const warmupSeconds = load.warmupSeconds ?? scenarioConfiguration.warmup_seconds * Math.min(1, configuredShare);
  const promptTokens = load.promptTokens ?? model.input_shape?.[1] ?? fallbackPromptTokens;
  const outputTokens = load.outputTokens ?? model.max_length ?? fallbackOutputTokens;
  const planned = plannedModel(cell.model, model, card);
  const context = card?.maximumContextTokens ?? maximumContextTokens(planned);
  if (context !== undefined && promptTokens + outputTokens > context) {
    problems.push({
      severity: 'error',
      path: load.promptTokens === undefined ? 'load.outputTokens' : 'load.promptTokens',
      value: String(load.promptTokens ?? load.outputTokens),
      message: `${promptTokens} prompt and ${outputTokens} output tokens exceed the ${context} that ${model.name} can hold`,
      remedy: `Keep their sum at or below ${context}.`,
    });
  }
  const input = { configuration: scenarioConfiguration, model, load };
  const all = scenario.steps(input);
  const refused = card?.canBatch === false ? all.filter(({ batchSize }) => batchSize > 1) : [];
  if (refused.length > 0) problems.push(batchProblem(model.name, refused, load.batch !== undefined));
  const expanded = all.filter((step) => !refused.includes(step));
  if (expanded.length > 0)
    problems.push(...scenario.notes(input).map((note) => ({ severity: 'warning' as const, ...note })));
  if (all.length === 0) {
    problems.push({
      severity: 'error',
      path: 'load.batch',
      value: JSON.stringify(load.batch ?? scenarioConfiguration.batch_sizes ?? []),
      message: `${scenario.name} has no level that ${model.name} can run`,
      remedy: `Choose among its batch sizes: ${(model.batch_sizes ?? []).join(', ')}.`,
    });
  }
  return expanded.map((step: ScenarioStep) => ({
    target: target.name,
    engine: target.engine,
    model: planned,
    scenario: scenario.name,
    level: step.level,
    load: { loop: step.loop, concurrency: step.concurrency, batchSize: step.batchSize, seed: request.seed },
    warmupSeconds,
    durationSeconds,
    ...(load.requests === undefined ? {} : { requestLimit: load.requests }),
    promptTokens,
    outputTokens,
    timeoutSeconds: load.timeoutSeconds ?? fallbackTimeoutSeconds,
    threads: load.threads ?? 1,
    ...(target.engine === 'onnx' ? { provider: load.provider ?? 'auto' } : {}),
    stream: load.stream ?? true,
  }));
}

/** Steps of one target and model stand together, so that its engine is started once; scenarios keep their listed order. */
function orderForFewestEngineStarts(cells: readonly ResolvedCell[]): ResolvedCell[] {
  const groups = new Map<string, ResolvedCell[]>();
  for (const cell of cells) {
    const key = `${cell.cell.target}\n${cell.cell.model}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const order = scenarios.map(({ name }) => name);
  return [...groups.values()].flatMap((group) =>
    group.toSorted((a, b) => order.indexOf(a.scenario.name) - order.indexOf(b.scenario.name)),
  );
}

function withoutRepeats(problems: readonly PlanProblem[]): PlanProblem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = `${problem.value}\n${problem.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
