import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunnerProcess } from '../integration/runner/RunnerProcess.ts';
import { dummyStep } from '../unit/runner/plannedSteps.ts';
import { measuredRows, percentile } from '../unit/runner/recordRows.ts';
import { ProcessorPressure } from './support/ProcessorPressure.ts';

/**
 * The bounds are promised for a machine with nothing else to do. While measuring, processes may have waited for a
 * processor for this share of the time: for a bound on p99 hardly at all, for one on p50 less than half. Attempts on a
 * busier machine are printed and not judged.
 */
const quietPressure = { p50: 0.5, p99: 0.03 };
const attempts = 8;
const measuredSeconds = 8;

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

async function readBack(latencyMs: number, concurrency: number) {
  const step = dummyStep({
    model: { latencyMs },
    load: { concurrency },
    warmupSeconds: 1,
    durationSeconds: measuredSeconds,
  });
  const processor = new ProcessorPressure();
  const { facts } = await runner.run(step);
  const pressure = processor.share;
  if (facts === undefined) throw new Error('the step ended without facts');
  const latencies = measuredRows(runner.chunks).map((row) => row.latencyMs);
  const windowMs = facts.measuredToMs - facts.measuredFromMs;
  const result = {
    requests: latencies.length,
    pressure,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    maxMs: percentile(latencies, 1),
    meanInFlight: facts.inFlightIntegralMs / windowMs,
    clientCpuPercent: (100 * (facts.clientCpuMs - facts.clientSpinMs)) / windowMs,
    spinPercent: (100 * facts.clientSpinMs) / windowMs,
  };
  const shown = Object.entries(result).map(([name, value]) => `${name} ${Number(value.toPrecision(5))}`);
  console.log(`${latencyMs} ms at ${concurrency} in flight: ${shown.join(', ')}`);
  return result;
}

describe('read-back of dummies of known latency', () => {
  for (const latencyMs of [5, 15, 30]) {
    it(`${latencyMs} ms at 1 in flight: within 1 % at p50 and 1 ms at p99`, async ({ skip }) => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { p50Ms, p99Ms, pressure } = await readBack(latencyMs, 1);
        expect(p50Ms).toBeGreaterThanOrEqual(latencyMs);
        if (pressure < quietPressure.p50) expect(p50Ms).toBeLessThan(latencyMs * 1.01);
        if (pressure < quietPressure.p99) {
          expect(p99Ms).toBeLessThan(latencyMs + 1);
          return;
        }
      }
      skip('the machine was never quiet enough to judge p99');
    });

    it(`${latencyMs} ms at 32 in flight: within 1 % at p50, all of them in flight`, async ({ skip }) => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { p50Ms, meanInFlight, pressure } = await readBack(latencyMs, 32);
        expect(meanInFlight).toBeGreaterThan(31);
        expect(meanInFlight).toBeLessThanOrEqual(32);
        if (pressure < quietPressure.p50) {
          expect(p50Ms).toBeLessThan(latencyMs * 1.01);
          return;
        }
      }
      skip('the machine was never quiet enough to judge p50');
    });
  }
});
