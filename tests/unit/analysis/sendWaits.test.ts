import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sendWaits } from '../../../core/analysis/sendWaits.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { elementAt } from '../../../core/statistics/arrays.ts';
import { chunkOf, type SampleRequest, stepOf } from './measurements.ts';

const open = { loop: 'open', ratePerSecond: 100, arrival: 'constant' } as const;

/** What a client makes of requests that are due: at most `places` in flight, each leaves `lagMs` after it can. */
function sentBy(dueMs: readonly number[], places: number, serviceMs: readonly number[], lagMs = 0): SampleRequest[] {
  const ends: number[] = [];
  return dueMs.map((due, index) => {
    const freeMs =
      index < places
        ? due
        : elementAt(
            ends.toSorted((a, b) => a - b),
            index - places,
          );
    const startMs = Math.max(due, freeMs) + lagMs;
    const endMs = startMs + elementAt(serviceMs, index);
    ends.push(endMs);
    return { startMs, endMs };
  });
}

function waitsOf(
  dueMs: readonly number[],
  requests: readonly SampleRequest[],
  load: Partial<PlannedStep['load']> = {},
) {
  const rows = requests.map((request, index) => ({ request, due: elementAt(dueMs, index) }));
  rows.sort((a, b) => a.request.endMs - b.request.endMs);
  const chunk = chunkOf(rows.map(({ request }) => request));
  chunk.intendedStartMs = Float64Array.from(rows, ({ due }) => due);
  return sendWaits(stepOf({ ...open, ...load }), [chunk]);
}

describe('what requests of an open loop waited for', () => {
  it('a place: two in flight, of 25 ms each, where one is due every 10 ms', () => {
    const due = [0, 10, 20, 30, 40];
    const waits = waitsOf(due, sentBy(due, 2, new Array(5).fill(25)), { maxInFlight: 2 });
    // 20 waits until 25, 30 until 35, 40 until 50.
    expect([...waits.ownLagMs]).toEqual([0, 0, 0, 0, 0]);
    expect(waits).toMatchObject({ waited: 3, longestWaitMs: 10, ownSpanMs: 40 });
  });

  it('the client, whatever the places', () => {
    const due = [0, 10, 20, 30, 40];
    const waits = waitsOf(due, sentBy(due, 2, new Array(5).fill(25), 3), { maxInFlight: 2 });
    expect([...waits.ownLagMs]).toEqual([3, 3, 3, 3, 3]);
  });

  it('requests of the warm-up hold places, and are not told', () => {
    const due = [0, 10];
    const requests = sentBy(due, 1, [50, 5]).map((request, index) => ({
      ...request,
      phase: index === 0 ? ('warmUp' as const) : ('measured' as const),
    }));
    expect(waitsOf(due, requests, { maxInFlight: 1 })).toMatchObject({ waited: 1, longestWaitMs: 40 });
  });

  it('one that was never sent held no place', () => {
    const due = [0, 1, 60];
    const [first, , last] = sentBy([0, 60], 1, [50, 5]).flatMap((request) => [request, request]) as [
      SampleRequest,
      SampleRequest,
      SampleRequest,
    ];
    const dropped = { startMs: Number.NaN, endMs: Number.NaN, outcome: 'dropped' as const };
    expect([...waitsOf(due, [first, dropped, last], { maxInFlight: 1 }).ownLagMs]).toEqual([0, 0]);
  });

  it('each client of several has its own places and every so many arrivals', () => {
    const due = Array.from({ length: 40 }, (_, index) => index * 5);
    const clients = [0, 1, 2].map((client) => {
      const own = due.filter((_, index) => index % 3 === client);
      return sentBy(
        own,
        client === 0 ? 2 : 1,
        own.map((_, index) => 10 + ((index * 7) % 23)),
      );
    });
    const requests = due.map((_, index) => elementAt(elementAt(clients, index % 3), Math.floor(index / 3)));
    const waits = waitsOf(due, requests, { maxInFlight: 4, runners: 3 });
    expect(Math.max(...waits.ownLagMs)).toBeLessThan(1e-9);
    expect(waits.waited).toBeGreaterThan(0);
  });

  it('finds the lag that was put in, for any load', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.nat(30), service: fc.integer({ min: 1, max: 200 }) }), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(9),
        (loads, places, lagMs) => {
          let nowMs = 0;
          const due = loads.map(({ gap }) => {
            nowMs += gap + 0.01;
            return nowMs;
          });
          const requests = sentBy(
            due,
            places,
            loads.map(({ service }) => service),
            lagMs,
          );
          const { ownLagMs } = waitsOf(due, requests, { maxInFlight: places });
          for (const own of ownLagMs) expect(own).toBeCloseTo(lagMs, 6);
        },
      ),
    );
  });
});
