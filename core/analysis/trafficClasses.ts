import type { PlannedStep } from '../contract/plannedStep.ts';
import type { RecordChunk } from '../contract/RecordChunk.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { StepClass } from '../contract/scenarioFigures.ts';
import { aloneLabel } from '../contract/trafficPlan.ts';
import { elementAt, sortedSamples } from '../statistics/arrays.ts';
import { documentNumber, numberFromDocument, toDistributionDocument } from '../statistics/distributionDocument.ts';
import { percentileCurve, toCurveDocument } from '../statistics/percentileCurve.ts';
import { dependentMedianInterval } from '../statistics/percentileInterval.ts';
import { summarizeSamples } from '../statistics/summarizeSamples.ts';
import { countedRequests } from './countedRequests.ts';
import type { MeasuredWindow } from './measuredWindow.ts';
import { orderedRequests } from './phases/orderedRequests.ts';

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

type Interference = NonNullable<StepClass['interference']>;
type Measured = Pick<StepClass, 'name' | 'latencyMs' | 'medianInterval95'>;

/**
 * What a mix costs a class: its median latency among the others against that when it was alone, at the same share of the
 * rate, in an earlier step of the run. The interval of the ratio combines those of the two medians on the scale of
 * logarithms, each with its own distance on the side that matters (method of variance estimates recovery: G. Zou and
 * A. Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27, 2008).
 */
function interferenceOf(
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

/** The records whose traffic class, or turn, is wanted, each with the gaps that belong to it. */
export function recordsOfClass(chunks: readonly RecordChunk[], isWanted: (code: number) => boolean): RecordChunk[] {
  return chunks.flatMap((chunk) => {
    const kept: number[] = [];
    const gaps: number[] = [];
    let firstGap = 0;
    for (let index = 0; index < chunk.count; index += 1) {
      const pastGap = firstGap + elementAt(chunk.gapCount, index);
      if (isWanted(elementAt(chunk.trafficClass, index))) {
        kept.push(index);
        for (let gap = firstGap; gap < pastGap; gap += 1) gaps.push(elementAt(chunk.gapMs, gap));
      }
      firstGap = pastGap;
    }
    if (kept.length === 0) return [];
    const numbers = (column: ArrayLike<number>): number[] => kept.map((index) => elementAt(column, index));
    return {
      count: kept.length,
      intendedStartMs: Float64Array.from(numbers(chunk.intendedStartMs)),
      actualStartMs: Float64Array.from(numbers(chunk.actualStartMs)),
      firstTokenMs: Float64Array.from(numbers(chunk.firstTokenMs)),
      endMs: Float64Array.from(numbers(chunk.endMs)),
      inputTokens: Uint32Array.from(numbers(chunk.inputTokens)),
      outputTokens: Uint32Array.from(numbers(chunk.outputTokens)),
      sentBytes: Uint32Array.from(numbers(chunk.sentBytes)),
      receivedBytes: Uint32Array.from(numbers(chunk.receivedBytes)),
      contentEvents: Uint32Array.from(numbers(chunk.contentEvents)),
      multiTokenEvents: Uint32Array.from(numbers(chunk.multiTokenEvents)),
      outcome: Uint8Array.from(numbers(chunk.outcome)),
      phase: Uint8Array.from(numbers(chunk.phase)),
      errorKind: Uint16Array.from(numbers(chunk.errorKind)),
      trafficClass: Uint8Array.from(numbers(chunk.trafficClass)),
      gapCount: Uint32Array.from(numbers(chunk.gapCount)),
      gapMs: Float32Array.from(gaps),
    };
  });
}
