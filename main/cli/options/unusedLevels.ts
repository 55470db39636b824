import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import type { Scenario } from '../../../core/scenarios/Scenario.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';
import type { ValueReader } from './ValueReader.ts';

/** A warning for each flag of levels of which the plan's scenarios leave some out, so that nobody waits for them. */
export function unusedLevels(reader: ValueReader, load: LoadOptions, steps: readonly PlannedStep[]): PlanProblem[] {
  const flags = [
    { name: 'concurrency' as const, levels: load.concurrency, used: concurrenciesOf(load, steps) },
    { name: 'batch' as const, levels: load.batch, used: steps.map(({ load: own }) => own.batchSize) },
  ];
  return flags.flatMap(({ name, levels = [], used }): PlanProblem[] => {
    const unused = levels.filter((level) => !used.includes(level)).join(',');
    if (unused === '' || reader.texts(name).length === 0) return [];
    return [
      {
        severity: 'warning',
        path: `load.${name}`,
        value: unused,
        message: `--${name} ${unused} has no effect: no scenario of this plan has such a level`,
        remedy: `Leave it out, or add ${withLevels(name).join(' or ')}.`,
      },
    ];
  });
}

/** A search takes the highest level as the most that it may try, and finds its own. */
function concurrenciesOf(load: LoadOptions, steps: readonly PlannedStep[]): (number | undefined)[] {
  if (steps.some(({ search }) => search !== undefined)) return load.concurrency ?? [];
  return steps.map(({ load: own }) => own.concurrency);
}

/** Scenarios that have just the levels of a flag: of requests in flight those that ask what more of them bring. */
function withLevels(flag: 'concurrency' | 'batch'): string[] {
  const has = ({ traits, figures }: Scenario): boolean =>
    flag === 'batch'
      ? traits.levels === 'batch' || traits.levels === 'combination'
      : figures.includes('concurrency.scalingEfficiency');
  return scenarios.filter(has).map(({ name }) => name);
}
