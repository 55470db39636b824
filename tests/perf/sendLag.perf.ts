import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunnerProcess } from '../integration/runner/RunnerProcess.ts';
import { dummyStep } from '../unit/runner/plannedSteps.ts';
import { percentile } from '../unit/runner/recordRows.ts';
import { PeerProcess } from './peers/PeerProcess.ts';
import { interleave } from './support/interleave.ts';
import { measureProduct } from './support/measureProduct.ts';
import { medianOf } from './support/medianOf.ts';

const rounds = 5;
const durationSeconds = 3;

let runner: RunnerProcess;
let peer: PeerProcess;
beforeAll(async () => {
  runner = new RunnerProcess();
  peer = new PeerProcess();
  await runner.event('ready');
});
afterAll(async () => {
  await runner.shutdown();
  await peer.close();
});

interface Lag {
  p50Ms: number;
  p99Ms: number;
}

const lagOf = (lagMs: readonly number[]): Lag => ({ p50Ms: percentile(lagMs, 0.5), p99Ms: percentile(lagMs, 0.99) });

/** The open loop of the product on a dummy of 5 ms, whose ends of requests it has to see to as well, with all its records. */
async function productLag(ratePerSecond: number): Promise<Lag> {
  const step = dummyStep({
    load: { loop: 'open', ratePerSecond, arrival: 'constant', maxInFlight: 1000 },
    warmupSeconds: 1,
    durationSeconds,
  });
  const { rows } = await measureProduct(runner, step, { kind: 'inside' });
  return lagOf(rows.map(({ intendedStartMs, actualStartMs }) => actualStartMs - intendedStartMs));
}

describe('send lag of the open loop against a pacer that does nothing else', () => {
  for (const ratePerSecond of [100, 1000, 5000]) {
    it(`${ratePerSecond}/s: within 0.1 ms of it at p50, and twice it or 1 ms more at p99 of the best round`, async () => {
      const { first, second } = await interleave(
        rounds,
        () => productLag(ratePerSecond),
        async () => {
          const pace = { ratePerSecond, durationMs: 1000 * durationSeconds };
          return lagOf([...(await peer.run({ kind: 'barePacer', ...pace })).lagMs]);
        },
      );
      const p50Ms = (lags: readonly Lag[]): number => medianOf(lags.map((lag) => lag.p50Ms));
      // Other work on the machine only ever adds to a tail, and at 100/s three late sends of a round are its p99.
      const p99Ms = (lags: readonly Lag[]): number => Math.min(...lags.map((lag) => lag.p99Ms));
      const shown = (lags: readonly Lag[]): string =>
        `p50 ${p50Ms(lags).toFixed(4)} ms, p99 of the best round ${p99Ms(lags).toFixed(3)} ms`;
      console.log(`${ratePerSecond}/s: product ${shown(first)}; bare pacer ${shown(second)}`);
      expect(p50Ms(first)).toBeLessThan(p50Ms(second) + 0.1);
      expect(p99Ms(first)).toBeLessThan(Math.max(2 * p99Ms(second), p99Ms(second) + 1));
    });
  }
});
