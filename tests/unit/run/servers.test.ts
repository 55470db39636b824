import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../core/contract/runEvent.ts';
import { Calibrations } from '../../../main/run/calibration/Calibrations.ts';
import { type RunOutcome, runPlan } from '../../../main/run/execution/runPlan.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { StoreClient } from '../../../main/run/sessions/StoreClient.ts';
import { chunkOf, factsOf, oneAfterTheOther } from '../analysis/measurements.ts';
import { bundledConfiguration } from '../plan/bundledConfiguration.ts';
import { ScriptedWorkers, type WorkerScript } from './ScriptedWorkers.ts';
import { host, store, telemetry } from './workerScripts.ts';

const good = 'http://127.0.0.1:8000';
const gone = 'http://127.0.0.1:8001';

/** Two servers: one that refuses vendor fields, and one that is not there. */
const runner: WorkerScript = (command, { tell }) => {
  if (command.type === 'checkServer') {
    const { url } = command.access as { url: string };
    if (url === gone) {
      tell({ type: 'serverChecked', failure: { reason: 'gone', remedy: 'start it', isUnreachable: true } });
    } else tell({ type: 'serverChecked', facts: { vendorFields: false, usage: true, notes: ['it refuses a field'] } });
  }
  if (command.type !== 'startStep') return;
  tell({ type: 'phase', phase: 'measured', atMs: 0, plannedSeconds: 1 });
  tell({ type: 'records', chunk: chunkOf(oneAfterTheOther(Array(20).fill(50))) });
  tell({ type: 'stepEnded', facts: factsOf() });
};
const nullServer: WorkerScript = (command, { tell }) => {
  if (command.type === 'listen') tell({ type: 'listening', url: `http://null:${command.latencyMs}` });
};
const refusingNullServer: WorkerScript = (command, { tell }) => {
  if (command.type === 'listen') tell({ type: 'listenFailed', failure: { reason: 'no port', remedy: 'none' } });
};

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'inferneo-bench-test-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function carryOut(urls: string[], scripts: { nullServer: WorkerScript } = { nullServer }) {
  const workers = new ScriptedWorkers({ store, telemetry, runner, ...scripts });
  const cells = urls.map((url) => ({ target: `openai=${url}`, model: 'net', scenario: 'latency/concurrent_requests' }));
  const load = { concurrency: [1, 2], durationSeconds: 1 };
  const plan = resolvePlan({ name: 'test', cells, load, seed: 1 }, bundledConfiguration(), 2 ** 40, new Map());
  const events: RunEvent[] = [];
  const outcome: RunOutcome = await runPlan({
    runId: 'r',
    plan,
    store: await StoreClient.open(workers.start, 'directory', 'a test'),
    startWorker: workers.start,
    fingerprint: host,
    cacheDirectory: 'cache',
    calibrations: new Calibrations(directory, workers.start),
    decideProvider: () => Promise.reject(new Error('a server has no provider')),
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
  });
  const sent = workers.commands.map(({ command }) => command as unknown as Record<string, unknown>);
  return { outcome, events, sent, workers };
}

describe('servers in a run', () => {
  it('are asked once before their first step, and get requests without what they refuse', async () => {
    const { outcome, sent, events, workers } = await carryOut([good]);
    expect(outcome.status).toBe('completed');
    expect(sent.filter(({ type }) => type === 'checkServer')).toHaveLength(1);
    const own = sent.filter(({ type, step }) => type === 'startStep' && (step as { url: string }).url === good);
    expect(own.map(({ step }) => (step as { vendorFields: boolean }).vendorFields)).toEqual([false, false]);
    expect(own[0]?.access).toMatchObject({ kind: 'address', url: good });
    const told = events.flatMap((event) => (event.type === 'log' ? [event.line.message] : []));
    expect(told).toEqual(['it refuses a field']);
    expect(workers.running).toEqual(['store']);
    // What the client takes is no figure of the server.
    expect(outcome.results[0]).toMatchObject({
      memory: { absent: 'not here' },
      cpu: { absent: 'not here' },
    });
  });

  it('that cannot be reached fail their steps as such, and the others are measured', async () => {
    const { outcome, sent } = await carryOut([gone, good]);
    expect(outcome.status).toBe('completed');
    expect(outcome.results.map(({ failure }) => failure?.isUnreachable)).toEqual([true, true, undefined, undefined]);
    // It is not waited for a second time.
    expect(sent.filter(({ type }) => type === 'checkServer')).toHaveLength(2);
  });

  it('are measured on a calibration of the client, which is made once and kept', async () => {
    const first = await carryOut([good]);
    const activities = first.events.flatMap((event) => (event.type === 'activity' ? [event.message] : []));
    expect(activities).toEqual([expect.stringContaining('Calibrating the client')]);
    const kept = JSON.parse(await readFile(join(directory, 'calibration.json'), 'utf8'));
    // Twenty replies of 50 ms each, in a window of ten seconds.
    expect(kept).toMatchObject([
      {
        protocol: 'openai',
        streamed: { ceilingPerSecond: 2, floorMs: 50 },
        whole: { ceilingPerSecond: 2, floorMs: 50 },
        constantLatency: { plantedMs: 10, measuredMs: 50 },
      },
    ]);
    const updates = first.sent.filter(({ name }) => name === 'updateFingerprint');
    expect(updates.at(-1)?.arguments).toMatchObject({ fingerprint: { calibration: { protocol: 'openai' } } });
    const check = first.outcome.results[0]?.validity.checks.find(({ id }) => id === 'client-saturation');
    expect(check).toMatchObject({ status: 'warn', detail: expect.stringContaining('100\u00a0% of its ceiling') });
    const second = await carryOut([good]);
    expect(second.sent.filter(({ type }) => type === 'listen')).toEqual([]);
  });

  it('are measured without a calibration where it cannot be made, and the log says why', async () => {
    const { outcome, events } = await carryOut([good], { nullServer: refusingNullServer });
    expect(outcome.status).toBe('completed');
    const told = events.flatMap((event) => (event.type === 'log' ? [event.line.message] : []));
    expect(told).toContain('The client could not be calibrated: no port');
  });

  it('are calibrated for anew when what was kept is damaged or of another machine', async () => {
    await carryOut([good]);
    const path = join(directory, 'calibration.json');
    const kept = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify([{ ...kept[0], machine: 'another' }]));
    expect((await carryOut([good])).sent.filter(({ type }) => type === 'listen')).toHaveLength(2);
    expect(JSON.parse(await readFile(path, 'utf8'))).toHaveLength(2);
    await writeFile(path, JSON.stringify([{ ...kept[0], streamed: { ceilingPerSecond: 1e300, floorMs: 50 } }]));
    expect((await carryOut([good])).sent.filter(({ type }) => type === 'listen')).toHaveLength(2);
    await writeFile(path, '{');
    expect((await carryOut([good])).sent.filter(({ type }) => type === 'listen')).toHaveLength(2);
  });
});
