import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ScenarioStep } from '../../runner/scenarios/Scenario.ts';

/** A search may take ten times the duration of a step, all its levels together. */
const searchDurations = 10;

/** What the steps of one cell have in common; the times are those of a step with the whole duration. */
export type StepBase = Omit<PlannedStep, 'id' | 'index' | 'level' | 'load' | 'search'> &
  Pick<PlannedStep['load'], 'seed' | 'runners'>;

/** The step of one level of a scenario. */
export function levelStep(base: StepBase, { level, load, durationShare = 1, search }: ScenarioStep) {
  const { seed, runners, ...common } = base;
  const { durationSeconds, warmupSeconds } = base;
  return {
    ...common,
    level,
    load: { ...(runners === undefined ? {} : { runners }), ...load, seed },
    warmupSeconds: warmupSeconds * durationShare,
    durationSeconds: durationSeconds * durationShare,
    ...(search === undefined
      ? {}
      : { search: { ...search, budgetSeconds: searchDurations * durationSeconds, durationSeconds, warmupSeconds } }),
  } satisfies Omit<PlannedStep, 'id' | 'index'>;
}

/**
 * The step that a search decided on while the plan ran, otherwise as the level that was planned.
 *
 * @throws Error when the planned step is no level of a search.
 */
export function nextStep(planned: PlannedStep, move: ScenarioStep): Omit<PlannedStep, 'id' | 'index'> {
  const { id: _id, index: _index, level: _level, load, search, ...common } = planned;
  if (search === undefined) throw new Error(`step "${planned.id}" belongs to no search`);
  const { durationSeconds, warmupSeconds } = search;
  const { seed, runners } = load;
  const shared = runners === undefined ? {} : { runners };
  return levelStep({ ...common, durationSeconds, warmupSeconds, seed, ...shared }, move);
}
