import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunnerProcess } from '../integration/runner/RunnerProcess.ts';
import { openAiStep } from '../unit/runner/plannedSteps.ts';
import { PeerProcess } from './peers/PeerProcess.ts';
import { compareRates } from './support/compareRates.ts';
import { forkNullServer } from './support/forkNullServer.ts';
import { interleave } from './support/interleave.ts';
import { measureProduct } from './support/measureProduct.ts';
import { requestLike } from './support/requestLike.ts';

const rounds = 7;
const tokensPerStream = 4096;
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

/** Long streams that were made before, one token an event and one event a chunk: how fast a client can take them in. */
describe('events of a stream', () => {
  it('at least 1.5 times as many a second as node:http with JSON.parse, with a gap kept for each', async () => {
    const step = openAiStep({
      warmupSeconds,
      durationSeconds,
      outputTokens: tokensPerStream,
      model: { id: 'null' },
    });
    const { first, second } = await interleave(
      rounds,
      async () => {
        const { rows, clientCpuMs, requests, requestsPerSecond } = await measureProduct(runner, step, {
          kind: 'address',
          url: server.url,
          headers: {},
        });
        expect(new Set(rows.map(({ contentEvents }) => contentEvents))).toEqual(new Set([tokensPerStream]));
        return {
          perSecond: requestsPerSecond * tokensPerStream,
          cpuMs: clientCpuMs / (requests * tokensPerStream),
        };
      },
      async () => {
        const { events, eventsPerSecond, clientCpuMs } = await peer.run({
          kind: 'nodeHttpEvents',
          url: server.url,
          ...requestLike(step),
          warmupMs: 1000 * warmupSeconds,
          durationMs: 1000 * durationSeconds,
        });
        return { perSecond: eventsPerSecond, cpuMs: clientCpuMs / events };
      },
    );
    expect(compareRates(first, second, 'node:http', 'events').rate).toBeGreaterThanOrEqual(1.5);
  });
});
