import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { scenarios } from '../../runner/scenarios/scenarios.ts';
import { betweenStepsSeconds } from './betweenStepsSeconds.ts';
import { nextStep } from './levelStep.ts';

/** Levels that a search most often has beside its first: doublings up to a few dozen in flight, and some for its knee. */
const usualLevels = 7;
/** The fewest it can have beside its first: two that bring no more. */
const fewestLevels = 2;

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
  const scenario = scenarios.find(({ name }) => name === first.scenario);
  const following = (scenario?.following?.(first) ?? []).map((step) => nextStep(first, step));
  const followingMeasured = following.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const followingSeconds = following.reduce(
    (sum, step) => sum + step.warmupSeconds + step.durationSeconds + betweenStepsSeconds,
    0,
  );
  const levelSeconds = first.warmupSeconds + first.durationSeconds + betweenStepsSeconds;
  const most = Math.max(0, first.search.budgetSeconds / first.durationSeconds - 1 - measured);
  const usual = Math.min(most, Math.max(0, usualLevels - measured));
  return [
    {
      scenario: first.scenario,
      steps: usual + following.length,
      measuredSeconds: usual * first.durationSeconds + followingMeasured,
      usualSeconds: usual * levelSeconds + followingSeconds,
      lowSeconds: Math.max(0, fewestLevels - measured) * levelSeconds + followingSeconds,
      highSeconds: most * levelSeconds + followingSeconds,
    },
  ];
}
