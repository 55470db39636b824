import type { ScenarioConfiguration } from '../../../core/contract/configuration.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ScenarioStep } from '../../../core/scenarios/Scenario.ts';

/** A search may take ten times the duration of a step, all its levels together. */
const searchDurations = 10;

/** What the steps of one cell have in common; the times are those of a step with the whole duration. */
export type StepBase = Omit<PlannedStep, 'id' | 'index' | 'level' | 'load' | 'search'> &
  Pick<PlannedStep['load'], 'seed' | 'runners'>;

/** The step of one level of a scenario. */
export function levelStep(base: StepBase, step: ScenarioStep): Omit<PlannedStep, 'id' | 'index'> {
  const { seed, runners, ...common } = base;
  const { level, load, durationShare = 1, classes, traffic, promptTokens, outputTokens, loading, search } = step;
  const { durationSeconds, warmupSeconds } = base;
  const ownSeconds = durationSeconds * durationShare;
  const phases = step.phases?.map(({ share, ...phase }) => ({ ...phase, durationSeconds: share * ownSeconds }));
  return {
    ...common,
    level,
    load: {
      ...(runners === undefined ? {} : { runners }),
      ...load,
      seed,
      ...(phases === undefined ? {} : { phases }),
      ...(classes === undefined ? {} : { classes }),
      ...(traffic === undefined ? {} : { traffic }),
    },
    warmupSeconds: step.withoutWarmup === true ? 0 : warmupSeconds * durationShare,
    durationSeconds: ownSeconds,
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(loading === undefined ? {} : { loading }),
    ...(search === undefined
      ? {}
      : { search: { ...search, budgetSeconds: searchDurations * durationSeconds, durationSeconds, warmupSeconds } }),
  };
}

/**
 * A step that a search decided on while the plan ran, otherwise as the level that was planned.
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

/** Where less is left a system begins to push out what it will need again, and figures show that instead of the target. */
const reserveShare = 0.05;
/** Below it a desktop becomes unusable before a measurement can be stopped, whatever share of the memory it is. */
const leastReserveBytes = 512e6;
const bytesPerMegabyte = 1e6;

/** What memory scenarios leave free: as configured, else a twentieth of the machine's memory, half a gigabyte at least. */
export function memoryReserveBytes(
  { memory_reserve_mb }: Pick<ScenarioConfiguration, 'memory_reserve_mb'>,
  memoryBytes: number,
): number {
  return memory_reserve_mb === undefined
    ? Math.max(leastReserveBytes, Math.round(reserveShare * memoryBytes))
    : memory_reserve_mb * bytesPerMegabyte;
}
