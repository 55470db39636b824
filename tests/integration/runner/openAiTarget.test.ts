import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ForkedPlantedServer, forkPlantedServer } from '../../fixtures/servers/forkPlantedServer.ts';
import type { PlantedOptions } from '../../fixtures/servers/PlantedOptions.ts';
import { openAiStep } from '../../unit/runner/plannedSteps.ts';
import { measuredRows, percentile } from '../../unit/runner/recordRows.ts';
import { type EndEvent, RunnerProcess } from './RunnerProcess.ts';

let runner: RunnerProcess;
let server: ForkedPlantedServer | undefined;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Runs a step against a server that is like this, and gives what came of it beside the server's own stamps. */
async function measure(planted: Partial<PlantedOptions>, step: Parameters<typeof openAiStep>[0] = {}) {
  server = await forkPlantedServer(planted);
  const end = await runner.run(openAiStep(step), { kind: 'http', url: server.url, headers: {} });
  const { log, connections } = await server.read();
  return { end, rows: measuredRows(runner.chunks), log, connections };
}

function factsOf(end: EndEvent) {
  if (end.type === 'stepFailed') throw new Error(`${end.failure.reason} ${end.failure.detail}`);
  return end.facts;
}

describe('openai target on planted servers', () => {
  it('streams chat: every request ok, tokens from usage, first token and end as the server stamped them', async () => {
    const { end, rows, log } = await measure(
      { firstTokenMs: 50, gapMs: 10 },
      { outputTokens: 20, requestLimit: 20, durationSeconds: 20, load: { concurrency: 4 } },
    );
    factsOf(end);
    expect(rows).toHaveLength(20);
    expect(
      rows.every(
        ({ outcome, outputTokens, contentEvents }) => outcome === 'ok' && outputTokens === 20 && contentEvents === 20,
      ),
    ).toBe(true);
    expect(log).toHaveLength(20);
    const firstTokensMs = rows.map((row) => row.firstTokenMs - row.actualStartMs);
    const latenciesMs = rows.map((row) => row.latencyMs);
    // Never before the server wrote it; other work on the machine only ever adds.
    expect(Math.min(...firstTokensMs)).toBeGreaterThanOrEqual(50);
    expect(Math.min(...latenciesMs)).toBeGreaterThanOrEqual(240);
    expect(percentile(firstTokensMs, 0.5)).toBeLessThan(60);
    expect(percentile(latenciesMs, 0.5)).toBeLessThan(264);
  });
});
