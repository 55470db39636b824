import type { Configuration } from '../../../core/contract/configuration.ts';
import type { PlannedStep, PlanProblem, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanCell, PlanRequest } from '../../../core/contract/planRequest.ts';
import { scenarioGroups, scenarioNames } from '../../../core/contract/scenarioName.ts';
import { didYouMean, nearestNames } from '../../../core/format/nearestNames.ts';
import { objectiveProblems } from '../../../core/objectives/Objective.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';
import { shownAddress } from '../../../core/secrets/shownAddress.ts';
import { hasAddressForm, targetNamed } from '../../../core/targets/targets.ts';

import { cellSteps, type ResolvedCell } from './cellSteps.ts';
import { estimatePlan } from './estimatePlan.ts';
import { arrivalProblems, rateProblems } from './loadProblems.ts';
import { memoryProblems, recordProblems } from './memoryProblems.ts';
import { isCard, type ModelCards, servedModel, unknownModel } from './models.ts';
import type { Recordings } from './recordings.ts';
import { referenceSteps } from './referenceSteps.ts';
import { withServerAddresses } from './servers.ts';

/**
 * Resolves what was asked for against the configuration: every step with all that a runner needs, every problem at
 * once, and an estimate. With an `error` among the problems the plan must not start; its steps are those of the cells
 * that are sound.
 *
 * @param memoryBytes what this machine has.
 * @param cards what the files of its models say, as read by `readModelCards`.
 * @param recordings of traffic that it plays, by the name that it has for them.
 */
export function resolvePlan(
  given: PlanRequest,
  configuration: Configuration,
  memoryBytes: number,
  cards: ModelCards,
  recordings: Recordings = new Map(),
): ResolvedPlan {
  const request = withServerAddresses(given, configuration.servers);
  const problems: PlanProblem[] = [];
  const cells: ResolvedCell[] = [];
  const seen = new Set<string>();
  request.cells.forEach((cell, index) => {
    const found = targetNamed(cell.target);
    const target = 'message' in found ? cell.target : found.name;
    const key = `${target}\n${cell.model}\n${cell.scenario}`;
    if (seen.has(key)) return;
    seen.add(key);
    const resolved = resolveCell(cell, `cells[${index}]`, configuration, cards, problems);
    if (resolved !== undefined) cells.push(resolved);
  });
  problems.push(...arrivalProblems(request.load));
  const facts = { configuration, memoryBytes, recordings };
  const plans = orderForFewestEngineStarts(cells).map((cell) => cellSteps(cell, request, facts, problems));
  const steps = plans.flatMap((plan) => plan.steps);
  problems.push(...rateProblems(request.load, steps));
  const accepted = request.mayExceedMemory === true;
  problems.push(...memoryProblems(steps, memoryBytes, accepted), ...recordProblems(steps, memoryBytes, accepted));
  problems.push(...objectiveProblems(request.slos));
  const referenced = referenceSteps(steps, request.load, configuration, cards);
  problems.push(...referenced.problems);
  const slos = request.slos === undefined ? {} : { slos: request.slos };
  const numbered = referenced.steps.map(
    (step, index): PlannedStep => ({ ...step, ...slos, id: `step-${index + 1}`, index }),
  );
  return {
    name: request.name,
    steps: numbered,
    problems: withoutRepeats(problems),
    estimate: estimatePlan(numbered),
    descriptions: scenarios.flatMap(
      ({ name }) => plans.find((plan) => plan.description?.scenario === name)?.description ?? [],
    ),
  };
}

function resolveCell(
  cell: PlanCell,
  path: string,
  configuration: Configuration,
  cards: ModelCards,
  problems: PlanProblem[],
): ResolvedCell | undefined {
  const shown = (field: keyof PlanCell): string => (field === 'target' ? shownAddress(cell.target) : cell[field]);
  const report = (field: keyof PlanCell, message: string, remedy: string): undefined => {
    problems.push({ severity: 'error', path: `${path}.${field}`, value: shown(field), message, remedy });
  };
  const found = targetNamed(cell.target);
  const target = 'message' in found ? undefined : found;
  const { models } = configuration.models;
  const known = Object.hasOwn(models, cell.model) ? models[cell.model] : undefined;
  const isServed = target?.kind.traits.servesItsModels === true;
  const model = isServed ? servedModel(cell.model, known) : known;
  const scenario = scenarios.find(({ name }) => name === cell.scenario);
  if ('message' in found) {
    const near = nearestNames(cell.target, Object.keys(configuration.servers.servers));
    const remedy = near.length > 0 ? didYouMean(cell.target, near) : found.remedy;
    report('target', `"${shown('target')}" ${found.message}`, remedy);
  }
  // What a server calls its models is for the server to know, also where its address is wrong.
  if (model === undefined && !hasAddressForm(cell.target)) {
    const { message, remedy } = unknownModel(cell.model, Object.keys(models));
    report('model', message, remedy);
  }
  if (scenario === undefined) {
    const known = [...scenarioNames, ...Object.keys(scenarioGroups)];
    report('scenario', `there is no scenario "${cell.scenario}"`, didYouMean(cell.scenario, known));
  }
  if (target === undefined || model === undefined || scenario === undefined) return undefined;
  const refusal = target.refuses(cell.model, model);
  if (refusal !== undefined) {
    const fitting = Object.entries(configuration.models.models)
      .filter(([id, other]) => target.refuses(id, other) === undefined)
      .map(([id]) => id);
    return report('model', `target "${target.name}" ${refusal}`, `Choose one of ${fitting.join(', ')}.`);
  }
  const card = isServed ? undefined : cards.get(cell.model);
  if (card === undefined) return { cell, target, model, scenario };
  if (!isCard(card)) return report('model', card.reason, card.remedy);
  return { cell, target, model, card, scenario };
}

/** Steps of one target and model stand together, so that its engine is started once; scenarios keep their listed order. */
function orderForFewestEngineStarts(cells: readonly ResolvedCell[]): ResolvedCell[] {
  const groups = new Map<string, ResolvedCell[]>();
  for (const cell of cells) {
    const key = `${cell.target.name}\n${cell.cell.model}`;
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
