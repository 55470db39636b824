import type { StepResult } from '../../contract/resultDocument.ts';
import type { ScenarioName } from '../../contract/scenarioName.ts';

/** Scenarios whose steps differ in more than the requests in flight, or that have one level of them. */
const withoutLevels: readonly ScenarioName[] = [
  'latency/single_request',
  'memory/memory_profiling',
  'memory/memory_scaling',
];

/** Largest share of failed requests at which a level still counts as carried. */
const mostErrors = 0.01;

/**
 * The highest concurrency, of the levels of a scenario measured up to this one, that met every objective with at most 1 %
 * of errors; or why there is none. Levels whose result is invalid prove nothing and are left out. Nothing where the
 * scenario has but one concurrency, or the plan no objectives.
 */
export function highestGoodLevel(
  step: StepResult,
  earlier: readonly StepResult[],
): Pick<NonNullable<StepResult['concurrency']>, 'maximum' | 'maximumAbsent'> {
  if (step.slo === undefined || withoutLevels.includes(step.scenario)) return {};
  if (step.load.loop !== 'closed' || step.load.concurrency === undefined) return {};
  const levels = [...earlier, step].filter(
    ({ target, model, scenario, load }) =>
      target === step.target &&
      model === step.model &&
      scenario === step.scenario &&
      load.loop === 'closed' &&
      load.batchSize === step.load.batchSize,
  );
  const good = levels.filter(carriesLoad).flatMap(({ load }) => load.concurrency ?? []);
  return good.length > 0
    ? { maximum: Math.max(...good) }
    : { maximumAbsent: 'no level so far met every objective with at most 1 % of errors and a sound measurement' };
}

function carriesLoad({ slo = [], reliability, validity }: StepResult): boolean {
  return (
    slo.length > 0 &&
    slo.every(({ met }) => met === true) &&
    (reliability?.errorRate ?? 1) <= mostErrors &&
    validity.verdict !== 'invalid'
  );
}
