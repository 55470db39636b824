import type { PlannedStep } from '../../contract/plannedStep.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import type { StepClass } from '../../contract/scenarioFigures.ts';
import { aloneLabel } from '../../contract/trafficPlan.ts';
import { numberFromDocument } from '../../statistics/numberFromDocument.ts';

type Interference = NonNullable<StepClass['interference']>;
type Measured = Pick<StepClass, 'name' | 'latencyMs' | 'medianInterval95'>;

/**
 * What a mix costs a class: its median latency among the others against that when it was alone, at the same share of the
 * rate, in an earlier step of the run. The interval of the ratio combines those of the two medians on the scale of
 * logarithms, each with its own distance on the side that matters (method of variance estimates recovery: G. Zou and
 * A. Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27, 2008).
 */
export function interferenceOf(
  inMix: Measured,
  step: Pick<PlannedStep, 'target' | 'model' | 'scenario'>,
  earlier: readonly StepResult[],
): Interference {
  const alone = earlier.findLast(
    ({ target, model, scenario, level }) =>
      target === step.target &&
      model === step.model.id &&
      scenario === step.scenario &&
      level.label === `${aloneLabel}${inMix.name}`,
  );
  if (alone === undefined) return { absent: 'it was not measured alone: a plan with a rate has one step' };
  if (alone.skipped !== undefined) return { absent: `alone it was not tried: ${alone.skipped.reason}` };
  if (alone.failure !== undefined) return { absent: `alone it could not be measured: ${alone.failure.reason}` };
  if (alone.validity.verdict === 'invalid') return { absent: 'alone its result is invalid' };
  const reference = alone.classes?.find(({ name }) => name === inMix.name);
  if (reference?.latencyMs === undefined) return { absent: 'alone no request of it was counted' };
  if (inMix.latencyMs === undefined) return { absent: 'no request of it was counted in the mix' };
  const mixMs = numberFromDocument(inMix.latencyMs.p50);
  const aloneMs = numberFromDocument(reference.latencyMs.p50);
  if (!(Number.isFinite(mixMs) && Number.isFinite(aloneMs))) {
    return { absent: `half of its requests or more failed ${Number.isFinite(mixMs) ? 'alone' : 'in the mix'}` };
  }
  if (!(mixMs > 0 && aloneMs > 0)) return { absent: 'a median of 0 has no ratio' };
  const ratio = mixMs / aloneMs;
  const mix = distancesOf(mixMs, inMix.medianInterval95);
  const other = distancesOf(aloneMs, reference.medianInterval95);
  if (mix === undefined || other === undefined) {
    const which = mix === undefined ? 'in the mix' : 'alone';
    return {
      metric: 'latencyMs.p50',
      ratio,
      intervalAbsent: `too few requests ${which} for an interval of their median`,
    };
  }
  return {
    metric: 'latencyMs.p50',
    ratio,
    interval95: [
      ratio * Math.exp(-Math.hypot(mix.below, other.above)),
      ratio * Math.exp(Math.hypot(mix.above, other.below)),
    ],
  };
}

/** How far the ends of an interval are from the median, as logarithms; undefined where one of them is no number above 0. */
function distancesOf(
  medianMs: number,
  interval: StepClass['medianInterval95'],
): { below: number; above: number } | undefined {
  if (interval === undefined) return undefined;
  const [lowMs, highMs] = [numberFromDocument(interval[0]), numberFromDocument(interval[1])];
  if (!(lowMs > 0 && Number.isFinite(highMs))) return undefined;
  return { below: Math.log(medianMs / lowMs), above: Math.log(highMs / medianMs) };
}
