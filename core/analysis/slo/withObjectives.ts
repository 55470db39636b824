import type { StepResult } from '../../contract/resultDocument.ts';
import type { StepMeasurement } from '../StepMeasurement.ts';
import { goodRequests } from './goodRequests.ts';
import { highestGoodLevel } from './highestGoodLevel.ts';
import { judgeObjective } from './judgeObjective.ts';
import { parseObjective } from './parseObjective.ts';

/**
 * A step's result with what follows from the plan's service-level objectives: goodput, what became of each objective, and
 * the highest level that met them. The same result without objectives.
 */
export function withObjectives(
  result: StepResult,
  { step, chunks, earlier }: Pick<StepMeasurement, 'step' | 'chunks' | 'earlier'>,
): StepResult {
  const { slos = [] } = step;
  if (slos.length === 0) return result;
  // The plan was checked; one stored by another version may have an objective that this one cannot read.
  const read = slos.map((text) => ({ text, ...parseObjective(text) }));
  const objectives = read.flatMap((one) => ('objective' in one ? [one.objective] : []));
  const goodput = goodputOf(result, goodRequests(step, chunks, objectives));
  const withGoodput: StepResult =
    result.throughput === undefined ? result : { ...result, throughput: { ...result.throughput, ...goodput } };
  const judged: StepResult = {
    ...withGoodput,
    slo: read.map((one) =>
      'objective' in one
        ? judgeObjective(one.objective, withGoodput)
        : { objective: one.text, absent: one.failure.reason },
    ),
  };
  const level = highestGoodLevel(judged, earlier);
  return Object.keys(level).length === 0 ? judged : { ...judged, concurrency: { ...judged.concurrency, ...level } };
}

function goodputOf(
  { throughput, requests }: StepResult,
  good: ReturnType<typeof goodRequests>,
): Pick<NonNullable<StepResult['throughput']>, 'goodputPerSecond' | 'goodputAbsent'> {
  if (throughput === undefined || good === undefined) return {};
  if ('absent' in good) return { goodputAbsent: good.absent };
  return { goodputPerSecond: (throughput.requestsPerSecond * good.good) / requests.ok };
}
