import type { StepResult } from '../../contract/resultDocument.ts';
import { traitsOf } from '../../scenarios/scenarios.ts';

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
  const { levels: differ } = traitsOf(step.scenario);
  if (step.slo === undefined || differ === undefined || differ === 'combination') return {};
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
