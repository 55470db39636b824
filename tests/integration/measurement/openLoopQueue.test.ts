import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlantedOptions } from '../../fixtures/servers/PlantedOptions.ts';
import { percentile } from '../../unit/runner/recordRows.ts';
import { type MeasuredServer, measureServer } from '../runner/measureServer.ts';
import { RunnerProcess } from '../runner/RunnerProcess.ts';
import { lindleyLatencies } from './lindleyLatencies.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

const meanMs = 20;
/** 70 % of what one worker can do. */
const ratePerSecond = 35;
/** What a request to a server without any work may take, and still be none of this client's doing. */
const mostOnTheWayMs = 3;
/** In flight at most: enough that every request goes out when it is due. */
const unbounded = 1000;

/** How far measured latencies are from those that they must be, at the median and at p99. */
interface Deviation {
  p50Ms: number;
  p99Ms: number;
}

async function measure(service: PlantedOptions['service'], maxInFlight: number): Promise<MeasuredServer> {
  const measured = await measureServer(
    runner,
    { service },
    {
      durationSeconds: 4,
      requestLimit: undefined,
      outputTokens: 1,
      stream: false,
      load: { loop: 'open', ratePerSecond, arrival: 'poisson', maxInFlight },
    },
  );
  expect(measured.end.type).toBe('stepEnded');
  expect(measured.rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  // The server saw each request once, so that the n-th of one side is the n-th of the other.
  expect(measured.rows).toHaveLength(measured.log.length);
  expect(measured.rows.length).toBeGreaterThan(100);
  return measured;
}

/**
 * Measured latencies against those of the queue. What each request spends on its way besides is known from those that
 * found the server idle: the queue has no part in them.
 */
async function deviationOf(distribution: 'constant' | 'exponential', maxInFlight: number): Promise<Deviation> {
  const { rows, log } = await measure({ workers: 1, meanMs, distribution, seed: 11 }, maxInFlight);
  const sent = rows.toSorted((a, b) => a.intendedStartMs - b.intendedStartMs);
  const measuredMs = sent.map(({ endMs, intendedStartMs }) => endMs - intendedStartMs);
  const servicesMs = log.map(({ serviceMs }) => serviceMs);
  const queuedMs = lindleyLatencies(
    sent.map(({ intendedStartMs }) => intendedStartMs),
    servicesMs,
  );
  // Else there would be no queue to measure.
  expect(percentile(queuedMs, 0.9)).toBeGreaterThan(2 * meanMs);
  const errorsMs = measuredMs.map((latencyMs, index) => latencyMs - (queuedMs[index] ?? Number.NaN));
  const foundIdle = errorsMs.filter((_, index) => Math.abs((queuedMs[index] ?? 0) - (servicesMs[index] ?? 0)) < 1e-6);
  expect(foundIdle.length).toBeGreaterThan(20);
  const onTheWayMs = Math.min(percentile(foundIdle, 0.5), mostOnTheWayMs);
  const away = (share: number): number =>
    Math.abs(percentile(measuredMs, share) - percentile(queuedMs, share) - onTheWayMs);
  return { p50Ms: away(0.5), p99Ms: away(0.99) };
}

/**
 * The best of up to three runs: client and server share two cores with whatever else the machine does, and what is taken
 * from them for some milliseconds makes a queue of its own. A client that measures something else is wrong three times.
 */
const bestOfThree = { retry: 2 };

describe('an open loop at a server with one worker, over sockets, measures the latencies of its queue', () => {
  it.each([
    ['constant service', 'constant', unbounded],
    ['exponential service', 'exponential', unbounded],
    // The server is never idle while requests wait in the client, so that it is the same queue in another place.
    ['exponential service, all but two of the queue in the client', 'exponential', 2],
  ] as const)('%s', bestOfThree, async (_, distribution, maxInFlight) => {
    const { p50Ms, p99Ms } = await deviationOf(distribution, maxInFlight);
    expect(p50Ms).toBeLessThanOrEqual(1);
    expect(p99Ms).toBeLessThanOrEqual(3);
  });
});
