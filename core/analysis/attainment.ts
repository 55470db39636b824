import type { PlannedStep } from '../contract/plannedStep.ts';
import { outcomeCode, phaseCode, type RecordChunk } from '../contract/RecordChunk.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { Attainment } from '../contract/scenarioFigures.ts';
import { parseObjective } from '../objectives/Objective.ts';
import { hasFigure } from '../scenarios/scenarios.ts';
import { elementAt } from '../statistics/arrays.ts';
import { dependenceInflation } from '../statistics/dependentBlocks.ts';
import { wilsonInterval } from '../statistics/wilsonInterval.ts';
import type { MeasuredWindow } from './measuredWindow.ts';
import { keepsLimit, type RequestLimit, requestLimits } from './slo/goodRequests.ts';

/** Share of requests that a percentile asks to be within its limit. */
const wantedShares = new Map<string, number>([
  ['p50', 0.5],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p999', 0.999],
]);

/**
 * With fewer, how much neighbours depend on each other is not told well enough: of simulated shares of 0.9 the interval held
 * 77 of 100 at 23 independent requests, 92 at 65.
 */
const fewestIndependent = 50;

/**
 * Which share of the requests met each objective that limits a single request, of scenarios that ask for it, over
 * the step and over its parts. Failed and dropped requests meet nothing. The interval of a share is Wilson's, with as many
 * requests as independent ones would say as much: those that come together wait together
 * ({@link dependenceInflation}, in the order of their intended starts); absent with fewer than 50 of these. Empty for other scenarios.
 *
 * @param startedAtMs when the step began, on the clock of the records: the buckets count from there
 */
export function attainmentOf(
  step: PlannedStep,
  chunks: readonly RecordChunk[],
  window: MeasuredWindow | undefined,
  startedAtMs: number,
): Pick<StepResult, 'attainment'> {
  // Levels of its search have another load.
  if (!hasFigure(step.scenario, 'attainment') || step.search !== undefined) return {};
  const read = (step.slos ?? []).map(parseObjective).flatMap((one) => ('objective' in one ? [one.objective] : []));
  const limits = requestLimits(read);
  if (limits.length === 0) return { attainment: { absent: 'no objective on a single request was given: --slo' } };
  if (window === undefined) return { attainment: { absent: 'nothing was measured' } };
  const requests = requestsInOrder(chunks);
  if (requests.length === 0) return { attainment: { absent: 'no request was counted' } };
  const held = limits.map((limit) => ({ limit, verdicts: verdictsOf(limit, step, requests) }));
  const told = held.flatMap(({ limit, verdicts }) => ('absent' in verdicts ? [] : [{ limit, verdicts }]));
  const leftOut = held.flatMap(({ limit: { objective }, verdicts }) =>
    'absent' in verdicts ? [{ objective: objective.text, reason: verdicts.absent }] : [],
  );
  if (told.length === 0) return { attainment: { absent: leftOut[0]?.reason ?? 'no request was counted' } };
  const buckets = attainmentBuckets({
    intendedMs: Float64Array.from(requests, ({ chunk, index }) => elementAt(chunk.intendedStartMs, index)),
    verdicts: told.map(({ verdicts }) => verdicts),
    fromMs: window.fromMs,
    durationSeconds: step.durationSeconds,
    startedAtMs,
  });
  const objectives = told.map(({ limit, verdicts }) => objectiveOf(limit, verdicts));
  return { attainment: { ...buckets, objectives, ...(leftOut.length === 0 ? {} : { leftOut }) } };
}

/** Where a request's record is. */
interface RecordPlace {
  chunk: RecordChunk;
  index: number;
}

/** The counted requests, those never sent included, in the order of their intended starts. */
function requestsInOrder(chunks: readonly RecordChunk[]): RecordPlace[] {
  const places: RecordPlace[] = [];
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      if (elementAt(chunk.phase, index) === phaseCode.measured) places.push({ chunk, index });
    }
  }
  const startMs = ({ chunk, index }: RecordPlace): number => elementAt(chunk.intendedStartMs, index);
  return places.sort((a, b) => startMs(a) - startMs(b));
}

/** 1 for each request that met the limit, 0 for each that did not. */
function verdictsOf(
  limit: RequestLimit,
  step: PlannedStep,
  requests: readonly RecordPlace[],
): Float64Array | { absent: string } {
  const verdicts = new Float64Array(requests.length);
  for (const [at, { chunk, index }] of requests.entries()) {
    if (elementAt(chunk.outcome, index) !== outcomeCode.ok) continue;
    const kept = keepsLimit(limit, step, chunk, index);
    if (typeof kept === 'object') return kept;
    verdicts[at] = kept ? 1 : 0;
  }
  return verdicts;
}

function objectiveOf(
  { objective: { text, metric } }: RequestLimit,
  verdicts: Float64Array,
): Attainment['objectives'][number] {
  const share = verdicts.reduce((met, verdict) => met + verdict, 0) / verdicts.length;
  const independent = verdicts.length / dependenceInflation(verdicts);
  const wanted = metric.kind === 'distribution' ? wantedShares.get(metric.estimate) : undefined;
  const interval = independent < fewestIndependent ? undefined : wilsonInterval(share, independent);
  return {
    objective: text,
    share,
    ...(interval === undefined
      ? {
          intervalAbsent: `they say as much as ${Math.floor(independent)} of ${fewestIndependent} independent requests`,
        }
      : { interval95: [interval[0], interval[1]] }),
    ...(wanted === undefined ? {} : { wanted }),
  };
}

/** A step of ten minutes or more is looked at minute by minute, a shorter one in sixty parts of a second at least. */
const longestSeconds = 60;
const shortestSeconds = 1;
const parts = 60;

interface AttainmentRequests {
  /** Ascending, on the clock of the records. */
  readonly intendedMs: Float64Array;
  /** One column for each objective, 1 where the request met it. */
  readonly verdicts: readonly Float64Array[];
  /** When measuring began. */
  readonly fromMs: number;
  /** How long it was to last: the parts cover as much, and more where requests came later. */
  readonly durationSeconds: number;
  /** When the step began: instants of the parts count from there. */
  readonly startedAtMs: number;
}

/** Share of requests that met each objective in each part of a step; null where no request was due. */
function attainmentBuckets(requests: AttainmentRequests): Pick<Attainment, 'bucketSeconds' | 'buckets'> {
  const { intendedMs, verdicts, fromMs, durationSeconds, startedAtMs } = requests;
  const bucketSeconds = Math.min(longestSeconds, Math.max(shortestSeconds, durationSeconds / parts));
  const bucketMs = bucketSeconds * 1000;
  const bucketOf = (atMs: number): number => Math.max(0, Math.floor((atMs - fromMs) / bucketMs));
  const past = Math.max(
    Math.ceil((durationSeconds * 1000) / bucketMs),
    intendedMs.length === 0 ? 0 : bucketOf(elementAt(intendedMs, intendedMs.length - 1)) + 1,
  );
  let next = 0;
  const buckets = Array.from({ length: past }, (_, bucket) => {
    const first = next;
    while (next < intendedMs.length && bucketOf(elementAt(intendedMs, next)) <= bucket) next += 1;
    const count = next - first;
    const beginMs = fromMs - startedAtMs + bucket * bucketMs;
    return {
      fromMs: beginMs,
      toMs: beginMs + bucketMs,
      requests: count,
      shares: verdicts.map((column) =>
        count === 0 ? null : column.subarray(first, next).reduce((met, verdict) => met + verdict, 0) / count,
      ),
    };
  });
  return { bucketSeconds, buckets };
}
