import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { betweenStepsSeconds } from './betweenStepsSeconds.ts';
import { nextStep } from './levelStep.ts';

/** Levels that a search most often has beside its first: doublings up to a few dozen in flight, and some for its knee. */
const usualLevels = 7;
/** The fewest it can have beside its first: two that bring no more. */
const fewestLevels = 2;
/** Levels between two doublings until the knee is known to an eighth: it mostly takes two of these, never more than three. */
const kneeLevels = { usual: 2, most: 3 };

/** What a search adds to the steps of it that stand in the plan, and what it will lead to. */
export interface SearchEstimate {
  scenario: PlannedStep['scenario'];
  steps: number;
  measuredSeconds: number;
  usualSeconds: number;
  lowSeconds: number;
  highSeconds: number;
}

/** One for each search that has not come to its end: after that, what it led to stands in the plan. */
export function searchEstimates(steps: readonly PlannedStep[]): SearchEstimate[] {
  const cellOf = ({ target, model, scenario }: PlannedStep): string => JSON.stringify([target, model.id, scenario]);
  const levels = new Map<string, PlannedStep[]>();
  for (const step of steps.filter(({ search }) => search !== undefined)) {
    levels.set(cellOf(step), [...(levels.get(cellOf(step)) ?? []), step]);
  }
  const ended = new Set(steps.filter(({ search }) => search === undefined).map(cellOf));
  return [...levels].flatMap(([cell, [first, ...rest]]) =>
    first === undefined || ended.has(cell) ? [] : estimateOf(first, rest.length),
  );
}

function estimateOf(first: PlannedStep, measured: number): SearchEstimate[] {
  if (first.search === undefined) return [];
  const scenario = scenarioNamed(first.scenario);
  const following = (scenario.following?.(first) ?? []).map((step) => nextStep(first, step));
  const followingMeasured = following.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const followingSeconds = following.reduce(
    (sum, step) => sum + step.warmupSeconds + step.durationSeconds + betweenStepsSeconds,
    0,
  );
  const levelSeconds = first.warmupSeconds + first.durationSeconds + betweenStepsSeconds;
  const { budgetSeconds, maximumConcurrency, maximumRunners = 1 } = first.search;
  const doublings = Math.floor(Math.log2(maximumConcurrency));
  // A level is measured again with each doubling of the client processes.
  const highest = doublings + kneeLevels.most + Math.floor(Math.log2(maximumRunners));
  const left = (levels: number): number => Math.max(0, levels - measured);
  const most = left(Math.min(highest, budgetSeconds / first.durationSeconds - 1));
  const usual = Math.min(most, left(Math.min(usualLevels, doublings + kneeLevels.usual)));
  return [
    {
      scenario: first.scenario,
      steps: usual + following.length,
      measuredSeconds: usual * first.durationSeconds + followingMeasured,
      usualSeconds: usual * levelSeconds + followingSeconds,
      lowSeconds: Math.min(most, left(fewestLevels)) * levelSeconds + followingSeconds,
      highSeconds: most * levelSeconds + followingSeconds,
    },
  ];
}
