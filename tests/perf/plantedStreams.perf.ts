import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkPlantedServer } from '../fixtures/servers/forkPlantedServer.ts';
import { RunnerProcess } from '../integration/runner/RunnerProcess.ts';
import { openAiStep } from '../unit/runner/plannedSteps.ts';
import { percentile } from '../unit/runner/recordRows.ts';
import { PeerProcess } from './peers/PeerProcess.ts';
import { interleave } from './support/interleave.ts';
import { measureProduct } from './support/measureProduct.ts';
import { medianOf } from './support/medianOf.ts';
import { ProcessorPressure } from './support/ProcessorPressure.ts';
import { requestLike } from './support/requestLike.ts';

const rounds = 7;
const concurrency = 32;
const warmupSeconds = 1;
const durationSeconds = 4;
const planted = { firstTokenMs: 50, gapMs: 10 };
const outputTokens = 20;

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

interface Seen {
  p50Ms: number;
  p99Ms: number;
  /** The same by the server's stamps: from the last byte of a request to the write of its first token. */
  trueP50Ms: number;
  trueP99Ms: number;
  cpuPerRequestMs: number;
  pressure: number;
}

/** Runs a client against a server of its own and holds what it saw against what that server wrote down. */
async function held(
  client: (url: string) => Promise<{ firstTokenMs: readonly number[]; clientCpuMs: number; requests: number }>,
): Promise<Seen> {
  const server = await forkPlantedServer(planted);
  const processor = new ProcessorPressure();
  try {
    const { firstTokenMs, clientCpuMs, requests } = await client(server.url);
    const pressure = processor.share;
    const { log } = await server.read();
    const firstMs = Math.min(...log.map(({ receivedMs }) => receivedMs));
    const counted = log.filter(({ outcome, receivedMs }) => {
      return outcome === 'answered' && receivedMs >= firstMs + 1000 * warmupSeconds;
    });
    const trueMs = counted.map(({ receivedMs, tokenMs: [first = Number.NaN] }) => first - receivedMs);
    return {
      p50Ms: percentile(firstTokenMs, 0.5),
      p99Ms: percentile(firstTokenMs, 0.99),
      trueP50Ms: percentile(trueMs, 0.5),
      trueP99Ms: percentile(trueMs, 0.99),
      cpuPerRequestMs: clientCpuMs / requests,
      pressure,
    };
  } finally {
    await server.close();
  }
}

describe('32 streams of known timing', () => {
  it('time to first token: 0.5 ms of the server’s stamps at p50, 2 ms of bare sockets at p99; 1 ms of processor a request', async () => {
    const step = openAiStep({ warmupSeconds, durationSeconds, outputTokens, load: { concurrency } });
    const { first: product, second: bare } = await interleave(
      rounds,
      () =>
        held(async (url) => {
          const { rows, ...costs } = await measureProduct(runner, step, { kind: 'address', url, headers: {} });
          return { firstTokenMs: rows.map((row) => row.firstTokenMs - row.actualStartMs), ...costs };
        }),
      () =>
        held(async (url) => {
          const load = { concurrency, warmupMs: 1000 * warmupSeconds, durationMs: 1000 * durationSeconds };
          const request = { kind: 'bareSockets', url, firstToken: ' t1"', ...requestLike(step), ...load } as const;
          const { firstTokenMs, ...costs } = await peer.run(request);
          return { firstTokenMs: [...firstTokenMs], ...costs };
        }),
    );
    // Other work on the machine only ever adds to these, so each side is judged by its best round.
    const best = (seen: readonly Seen[], of: (one: Seen) => number): number => Math.min(...seen.map(of));
    const p50BehindMs = ({ p50Ms, trueP50Ms }: Seen): number => p50Ms - trueP50Ms;
    const p99BehindMs = ({ p99Ms, trueP99Ms }: Seen): number => p99Ms - trueP99Ms;
    const cpuMs = ({ cpuPerRequestMs }: Seen): number => cpuPerRequestMs;
    const shown = (seen: readonly Seen[], of: (one: Seen) => number): string =>
      `${best(seen, of).toFixed(3)} ms (median ${medianOf(seen.map(of)).toFixed(3)})`;
    for (const [name, seen] of [
      ['product', product],
      ['bare sockets', bare],
    ] as const) {
      const behind = `p50 ${shown(seen, p50BehindMs)}, p99 ${shown(seen, p99BehindMs)} behind the server’s stamps`;
      console.log(
        `${name}: ${behind}, ${shown(seen, cpuMs)} of processor a request; pressure ${seen.map(({ pressure }) => pressure.toFixed(2)).join(' ')}`,
      );
    }
    expect(best(product, p50BehindMs)).toBeLessThan(0.5);
    expect(best(product, p99BehindMs)).toBeLessThan(best(bare, p99BehindMs) + 2);
    expect(best(product, cpuMs)).toBeLessThan(1);
  });
});
