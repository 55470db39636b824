import { elementAt, sampleAt } from './arrays.ts';
import type { CompletionBlocks } from './completionBlocks.ts';
import type { Interval } from './Interval.ts';
import { meanAndDeviation } from './meanAndDeviation.ts';
import { percentileOfSorted } from './percentiles.ts';
import { theilSenSlope } from './theilSenSlope.ts';

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

/**
 * How many block values at the beginning belong to a transient, by MSER: leave out as many as make the standard error of
 * what remains smallest, at most half of them (K. P. White, M. Cobb and S. Spratt, Winter Simulation Conference 2000).
 * 0 as well where the best cut lies in the last tenth of the allowed half: the values do not settle there.
 */
export function mserTruncation(blocks: Float64Array): number {
  const most = Math.floor(blocks.length / 2);
  const centre = blocks.reduce((sum, value) => sum + value, 0) / blocks.length;
  let sum = 0;
  let squares = 0;
  let best = 0;
  let leastError = Number.POSITIVE_INFINITY;
  for (let first = blocks.length - 1; first >= 0; first -= 1) {
    const deviation = sampleAt(blocks, first) - centre;
    sum += deviation;
    squares += deviation * deviation;
    const kept = blocks.length - first;
    const error = Math.max(0, squares - (sum * sum) / kept) / (kept * kept);
    if (first <= most && error <= leastError) {
      leastError = error;
      best = first;
    }
  }
  return best > 0.9 * most ? 0 : best;
}

const windowCount = 10;
const fewestPerWindow = 5;
/** Ratio of spreads above which chance is excluded: the 99 % point of F is 2.89 for 9 and 40 degrees of freedom, 2.61 for 9 and 90. */
const beyondChance = 3;

/**
 * Spread of the means of ten windows of blocks beyond chance, as a share of the mean; 0 where chance explains it (the
 * between-group component of a one-way analysis of variance, H. Scheffé, "The Analysis of Variance", 1959, §7.2). What
 * chance does is told by the spread within windows, enlarged by {@link chanceInflation}: blocks that follow each other in
 * a queue are alike.
 *
 * @param blocks finite, in their order, at least 50 of them
 */
export function windowVariation(blocks: Float64Array): number {
  if (blocks.length < windowCount * fewestPerWindow) {
    throw new RangeError(`there are ${blocks.length} blocks; give at least ${windowCount * fewestPerWindow}`);
  }
  const windows = Array.from({ length: windowCount }, (_, window) => {
    const from = Math.round((window * blocks.length) / windowCount);
    return blocks.subarray(from, Math.round(((window + 1) * blocks.length) / windowCount));
  });
  let chance = 0;
  const means = Float64Array.from(windows, (window) => {
    const { mean, standardDeviation = 0 } = meanAndDeviation(window);
    chance += standardDeviation ** 2 / window.length / windowCount;
    return mean;
  });
  chance *= chanceInflation(windows);
  const { mean, standardDeviation = 0 } = meanAndDeviation(means);
  const between = standardDeviation ** 2;
  if (mean === 0 || between <= beyondChance * chance) return 0;
  return Math.sqrt(between - chance) / Math.abs(mean);
}

/**
 * Correlation of neighbouring blocks that is still taken for chance: what stays alike for longer than that is another
 * state of the server, and not its queue.
 */
const mostCorrelation = 0.5;

/**
 * Factor by which the variance of a mean is larger than that of independent values: (1 + r)/(1 − r) for neighbours that
 * correlate by r, from the deviations within each part, pooled; their bias (M. Kendall, Biometrika 41, 1954) put back.
 */
function chanceInflation(parts: readonly Float64Array[]): number {
  let products = 0;
  let squares = 0;
  let length = 0;
  for (const part of parts) {
    const { mean } = meanAndDeviation(part);
    length += part.length / parts.length;
    part.forEach((value, index) => {
      squares += (value - mean) ** 2;
      if (index > 0) products += (value - mean) * (sampleAt(part, index - 1) - mean);
    });
  }
  if (squares === 0) return 1;
  const seen = products / squares;
  const correlation = Math.min(mostCorrelation, Math.max(0, seen + (1 + 3 * seen) / length));
  return (1 + correlation) / (1 - correlation);
}
