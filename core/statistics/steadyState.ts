import { chanceInflation } from './chanceInflation.ts';
import type { CompletionBlocks } from './completionBlocks.ts';
import { elementAt } from './elementAt.ts';
import type { Interval } from './Interval.ts';
import { meanAndDeviation } from './meanAndDeviation.ts';
import { mserTruncation } from './mserTruncation.ts';
import { percentileOfSorted } from './percentileOfSorted.ts';
import { sampleAt } from './sampleAt.ts';
import { theilSenSlope } from './theilSenSlope.ts';
import { windowVariation } from './windowVariation.ts';

/** How steady one figure was over a measurement; all shares are of its median. */
export interface Steadiness {
  readonly variation: number;
  /** Change along the trend from the beginning to the end; of throughput that of the gaps, with its sign turned. */
  readonly drift: number;
  readonly driftInterval95: Interval;
}

/** How a measurement behaved after its transient, if it had one. */
export interface SteadyState {
  /** Of its completions, those at the beginning that belong to a transient, and how long that took. */
  readonly transientShare: number;
  readonly transientMs: number;
  /** How long the rest is. */
  readonly spanMs: number;
  readonly latency: Steadiness;
  readonly throughput: Steadiness;
}

/** A level that differs by less is none. */
const leastTransient = 0.1;
/** Fewer of a hundred blocks move no figure that is quoted. */
const fewestTransientBlocks = 5;
/** Standard errors between transient and rest: more than the search for the best cut finds in noise. */
const transientErrors = 4;

function trendOf(blocks: CompletionBlocks, values: Float64Array, from: number): { share: number; interval: Interval } {
  const times = blocks.endsMs.subarray(from);
  const part = values.subarray(from);
  const trend = theilSenSlope(times, part);
  const level = percentileOfSorted(part.slice().sort(), 0.5);
  if ('absent' in trend || level === 0) return { share: 0, interval: [0, 0] };
  const scale = (sampleAt(times, times.length - 1) - sampleAt(times, 0)) / level;
  const [low, high] = trend.interval95;
  return { share: trend.slope * scale, interval: [low * scale, high * scale] };
}

const isSure = ([low, high]: Interval): boolean => low > 0 || high < 0;

/** Whether what lies before `cut` is a transient: another level than the rest, and not the beginning of a steady climb. */
function isTransient(blocks: CompletionBlocks, values: Float64Array, cut: number): boolean {
  if (cut < fewestTransientBlocks) return false;
  const before = meanAndDeviation(values.subarray(0, cut));
  const rest = meanAndDeviation(values.subarray(cut));
  const difference = Math.abs(before.mean - rest.mean);
  const error =
    (rest.standardDeviation ?? 0) *
    Math.sqrt((1 / cut + 1 / (values.length - cut)) * chanceInflation([values.subarray(cut)]));
  if (difference <= leastTransient * Math.abs(rest.mean) || difference <= transientErrors * error) return false;
  const whole = trendOf(blocks, values, 0);
  if (!isSure(whole.interval)) return true;
  // Of a climb the rest has its part of the change, as far as its interval can tell; after a transient it has none.
  const left = trendOf(blocks, values, cut);
  const expected = (whole.share * (values.length - cut)) / values.length;
  const goesOn = isSure(left.interval) && Math.sign(left.share) === Math.sign(whole.share);
  const mayGoOn = left.interval[0] <= expected && expected <= left.interval[1];
  return !goesOn && !mayGoOn;
}

function steadinessOf(blocks: CompletionBlocks, values: Float64Array, from: number, sign: 1 | -1): Steadiness {
  const { share, interval } = trendOf(blocks, values, from);
  const [low, high] = interval;
  return {
    variation: windowVariation(values.subarray(from)),
    drift: sign * share,
    driftInterval95: sign === 1 ? interval : [-high, -low],
  };
}

/**
 * Leaves out the transient at the beginning and tells how steady throughput and latency were after it. The transient ends
 * where leaving it out makes the standard error of the rest smallest ({@link mserTruncation}), the later of both figures;
 * it counts only where its level is another than that of the rest beyond chance, and where the rest does not go on as the
 * beginning did: that rule alone finds a beginning to cut in a plain drift, too.
 */
export function steadyState(blocks: CompletionBlocks): SteadyState {
  const { medianLatencyMs, gapMs, endsMs } = blocks;
  const cuts = [medianLatencyMs, gapMs].map((values) => {
    const cut = mserTruncation(values);
    return isTransient(blocks, values, cut) ? cut : 0;
  });
  const cut = Math.max(...cuts);
  const fromMs = cut === 0 ? blocks.fromMs : elementAt(endsMs, cut - 1);
  return {
    transientShare: cut / endsMs.length,
    transientMs: fromMs - blocks.fromMs,
    spanMs: elementAt(endsMs, endsMs.length - 1) - fromMs,
    latency: steadinessOf(blocks, medianLatencyMs, cut, 1),
    throughput: steadinessOf(blocks, gapMs, cut, -1),
  };
}
