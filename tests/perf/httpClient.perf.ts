import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunnerProcess } from '../integration/runner/RunnerProcess.ts';
import { openAiStep } from '../unit/runner/plannedSteps.ts';
import { PeerProcess } from './peers/PeerProcess.ts';
import type { LoadResult } from './peers/PeerRequest.ts';
import { compareRates, type Rate, type RateRatios } from './support/compareRates.ts';
import { forkNullServer } from './support/forkNullServer.ts';
import { interleave } from './support/interleave.ts';
import { measureProduct } from './support/measureProduct.ts';
import { requestLike } from './support/requestLike.ts';

/**
 * The product's client, with a record of every request, against clients that keep less. Both speak to one server without
 * an engine, in turns; each side, the server and this test have a process of their own, so that on a machine of two
 * processors the server is held back as much by one client as by the other.
 */
const rounds = 7;
const concurrency = 32;
const warmupSeconds = 1;
const durationSeconds = 2;

let server: Awaited<ReturnType<typeof forkNullServer>>;
let runner: RunnerProcess;
let peer: PeerProcess;
beforeAll(async () => {
  server = await forkNullServer();
  runner = new RunnerProcess();
  peer = new PeerProcess();
  await runner.event('ready');
});
afterAll(async () => {
  await runner.shutdown();
  await peer.close();
  await server.close();
});

const rateOf = (result: LoadResult): Rate => ({
  perSecond: result.requestsPerSecond,
  cpuMs: result.clientCpuMs / result.requests,
});

async function compare(kind: 'autocannon' | 'bareSockets', stream: boolean): Promise<RateRatios> {
  const step = openAiStep({
    warmupSeconds,
    durationSeconds,
    stream,
    outputTokens: 8,
    load: { concurrency },
    model: { id: 'null' },
  });
  const load = { concurrency, warmupMs: 1000 * warmupSeconds, durationMs: 1000 * durationSeconds };
  const { first, second } = await interleave(
    rounds,
    () => measureProduct(runner, step, { kind: 'address', url: server.url, headers: {} }),
    () => peer.run({ kind, url: server.url, ...requestLike(step), ...load }),
  );
  return compareRates(first.map(rateOf), second.map(rateOf), kind, 'requests');
}

describe('the HTTP client in a closed loop of 32', () => {
  it('whole replies: at least 0.9 times as many a second as autocannon', async () => {
    expect((await compare('autocannon', false)).rate).toBeGreaterThanOrEqual(0.9);
  });

  it('streamed replies: at least 0.6 times as many a second as bare sockets that only count', async () => {
    expect((await compare('bareSockets', true)).rate).toBeGreaterThanOrEqual(0.6);
  });
});
