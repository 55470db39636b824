import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkPlantedServer } from '../fixtures/servers/forkPlantedServer.ts';
import { RunnerProcess } from '../integration/runner/RunnerProcess.ts';
import { openAiStep } from '../unit/runner/plannedSteps.ts';
import { percentile } from '../unit/runner/recordRows.ts';
import { PeerProcess } from './peers/PeerProcess.ts';
import { interleave } from './support/interleave.ts';
import { measureProduct } from './support/measureProduct.ts';
import { medianOf } from './support/medianOf.ts';
import { requestLike } from './support/requestLike.ts';

const rounds = 5;
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
}

/** Runs a client against a server of its own and holds what it saw against what that server wrote down. */
async function held(
  client: (url: string) => Promise<{ firstTokenMs: readonly number[]; clientCpuMs: number; requests: number }>,
): Promise<Seen> {
  const server = await forkPlantedServer(planted);
  try {
    const { firstTokenMs, clientCpuMs, requests } = await client(server.url);
    const { log } = await server.read();
    // Those of the warm-up and those that were cut off have a first token by the same schedule.
    const trueMs = log.flatMap(({ receivedMs, tokenMs: [first] }) => (first === undefined ? [] : [first - receivedMs]));
    return {
      p50Ms: percentile(firstTokenMs, 0.5),
      p99Ms: percentile(firstTokenMs, 0.99),
      trueP50Ms: percentile(trueMs, 0.5),
      trueP99Ms: percentile(trueMs, 0.99),
      cpuPerRequestMs: clientCpuMs / requests,
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
          const { rows, ...costs } = await measureProduct(runner, step, { kind: 'http', url, headers: {} });
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
    const median = (seen: readonly Seen[], of: (one: Seen) => number): number => medianOf(seen.map(of));
    const shown = (seen: readonly Seen[]): string =>
      `p50 ${median(seen, ({ p50Ms }) => p50Ms).toFixed(3)} ms (true ${median(seen, ({ trueP50Ms }) => trueP50Ms).toFixed(3)}), ` +
      `p99 ${median(seen, ({ p99Ms }) => p99Ms).toFixed(2)} ms (true ${median(seen, ({ trueP99Ms }) => trueP99Ms).toFixed(2)}), ` +
      `${median(seen, ({ cpuPerRequestMs }) => cpuPerRequestMs).toFixed(2)} ms of processor a request`;
    console.log(`product ${shown(product)}; bare sockets ${shown(bare)}`);
    expect(median(product, ({ p50Ms, trueP50Ms }) => p50Ms - trueP50Ms)).toBeLessThan(0.5);
    const behindMs = ({ p99Ms, trueP99Ms }: Seen): number => p99Ms - trueP99Ms;
    expect(median(product, behindMs)).toBeLessThan(median(bare, behindMs) + 2);
    expect(median(product, ({ cpuPerRequestMs }) => cpuPerRequestMs)).toBeLessThan(1);
  });
});
