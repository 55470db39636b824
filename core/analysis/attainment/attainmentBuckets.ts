import type { Attainment } from '../../contract/scenarioFigures.ts';
import { elementAt } from '../../statistics/elementAt.ts';

/** A step of ten minutes or more is looked at minute by minute, a shorter one in sixty parts of a second at least. */
const longestSeconds = 60;
const shortestSeconds = 1;
const parts = 60;

export interface AttainmentRequests {
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
export function attainmentBuckets(requests: AttainmentRequests): Pick<Attainment, 'bucketSeconds' | 'buckets'> {
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
