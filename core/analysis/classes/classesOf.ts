import type { PlannedStep } from '../../contract/plannedStep.ts';
import type { RecordChunk } from '../../contract/RecordChunk.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import type { StepClass } from '../../contract/scenarioFigures.ts';
import { dependentMedianInterval } from '../../statistics/dependentMedianInterval.ts';
import { documentNumber } from '../../statistics/documentNumber.ts';
import { percentileCurve } from '../../statistics/percentileCurve.ts';
import { sortedSamples } from '../../statistics/sortedSamples.ts';
import { summarizeSamples } from '../../statistics/summarizeSamples.ts';
import { toCurveDocument } from '../../statistics/toCurveDocument.ts';
import { toDistributionDocument } from '../../statistics/toDistributionDocument.ts';
import { countedRequests } from '../countedRequests.ts';
import type { MeasuredWindow } from '../measuredWindow.ts';
import { orderedRequests } from '../phases/orderedRequests.ts';
import { interferenceOf } from './interferenceOf.ts';
import { recordsOfClass } from './recordsOfClass.ts';

/** From this turn on conversations are looked at together: few get so far. */
const lastTurn = 5;

/** A kind of request, and the numbers under which its records have it. */
interface Kind {
  planned: Pick<StepClass, 'name' | 'weight' | 'promptTokens' | 'outputTokens'>;
  isWanted: (code: number) => boolean;
}

/**
 * Figures of each traffic class of a step, in the order of the plan, or of the turns of its conversations; undefined where
 * requests are of one kind. A class without a request has its counts and nothing else.
 *
 * @param earlier results of the same run, among which each class was perhaps measured alone
 */
export function classesOf(
  step: PlannedStep,
  chunks: readonly RecordChunk[],
  window: MeasuredWindow | undefined,
  earlier: readonly StepResult[],
): StepClass[] | undefined {
  const kinds = kindsOf(step);
  if (kinds === undefined) return undefined;
  const isMix = (step.load.classes?.length ?? 0) > 1;
  return kinds.map(({ planned, isWanted }) => {
    const figures = figuresOf(planned, step, recordsOfClass(chunks, isWanted), window);
    return isMix ? { ...figures, interference: interferenceOf(figures, step, earlier) } : figures;
  });
}

function kindsOf({ load }: PlannedStep): Kind[] | undefined {
  if (load.classes !== undefined) {
    return load.classes.map((planned, index) => ({ planned: { ...planned }, isWanted: (code) => code === index + 1 }));
  }
  if (load.traffic?.kind !== 'conversations') return undefined;
  const turns = Math.min(lastTurn, load.traffic.mostTurns);
  return Array.from({ length: turns }, (_, index): Kind => {
    const turn = index + 1;
    const isOpenEnded =
      turn === lastTurn && load.traffic?.kind === 'conversations' && load.traffic.mostTurns > lastTurn;
    return isOpenEnded
      ? { planned: { name: `turn ${turn} and later` }, isWanted: (code) => code >= turn }
      : { planned: { name: `turn ${turn}` }, isWanted: (code) => code === turn };
  });
}

function figuresOf(
  planned: Kind['planned'],
  step: PlannedStep,
  chunks: readonly RecordChunk[],
  window: MeasuredWindow | undefined,
): StepClass {
  const counted = countedRequests(step, chunks);
  const { ok, failed, timedOut, dropped } = counted;
  const failures = failed + timedOut + dropped;
  const latenciesMs = orderedRequests(chunks).latencyMs;
  const median = dependentMedianInterval(latenciesMs);
  return {
    ...planned,
    requests: { sent: ok + failed + timedOut, ok, failed, timedOut, dropped },
    ...distribution('latencyMs', counted.latencyMs, failures),
    ...('interval' in median
      ? { medianInterval95: [documentNumber(median.interval[0]), documentNumber(median.interval[1])] }
      : {}),
    ...(failures > 0 ? distribution('successLatencyMs', counted.latencyMs, 0) : {}),
    ...(counted.ttftMs.length > 0 ? distribution('ttftMs', counted.ttftMs, counted.withoutFirstToken) : {}),
    ...distribution('tpotMs', counted.tpotMs, 0),
    ...(window === undefined ? {} : { requestsPerSecond: (ok / (window.toMs - window.fromMs)) * 1000 }),
    ...(latenciesMs.length === 0 ? {} : { curve: toCurveDocument(percentileCurve(sortedSamples(latenciesMs))) }),
  };
}

function distribution(
  name: 'latencyMs' | 'successLatencyMs' | 'ttftMs' | 'tpotMs',
  samplesMs: Float64Array,
  failures: number,
): Partial<StepClass> {
  const summary = summarizeSamples(samplesMs, { failures });
  return summary === undefined ? {} : { [name]: toDistributionDocument(summary) };
}
