import { ArrivalCursor, type ArrivalProcess } from '../../../core/schedule/ArrivalProcess.ts';

/** Waiting time and sojourn (waiting and service) of each request at one server, first come, first served. */
export interface Queueing {
  readonly waitsMs: Float64Array;
  readonly sojournsMs: Float64Array;
}

/**
 * Lindley's recursion (D. Lindley, "The theory of queues with a single server", 1952): a request waits for what was left
 * when the one before it came. Nothing of the product is in it but the schedule under test.
 */
export function singleServer(arrivals: ArrivalProcess, count: number, serviceMs: () => number): Queueing {
  const cursor = new ArrivalCursor(arrivals);
  const waitsMs = new Float64Array(count);
  const sojournsMs = new Float64Array(count);
  let backlogMs = 0;
  let previousMs = 0;
  for (let index = 0; index < count; index += 1) {
    backlogMs = Math.max(0, backlogMs - (cursor.nextMs - previousMs));
    previousMs = cursor.nextMs;
    cursor.take();
    waitsMs[index] = backlogMs;
    backlogMs += serviceMs();
    sojournsMs[index] = backlogMs;
  }
  return { waitsMs, sojournsMs };
}
