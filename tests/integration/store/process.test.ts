import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { resultDocument } from '../../../core/contract/resultDocument.ts';
import { exampleRecords, exampleResult, exampleRun, exampleSample } from '../../unit/store/exampleRun.ts';
import { temporaryDirectory } from '../../unit/store/temporaryDirectory.ts';
import { openedProcess, StoreProcess } from './StoreProcess.ts';
import { variedRecords } from './variedRecords.ts';

const page = { limit: 10, offset: 0 };
/** The second between commits, and what a busy machine may add to it. */
const longestLossMs = 2000;
const recordsPerChunk = 50;

/** Sends a chunk of records and a sample every 20 ms. @returns when each was sent, until told to stop. */
async function measure(store: StoreProcess, stepId: string, until: () => boolean): Promise<number[]> {
  const sentAtMs: number[] = [];
  while (!until()) {
    const index = sentAtMs.length;
    sentAtMs.push(performance.now());
    await store.call('appendRecords', {
      runId: 'cut',
      stepId,
      chunk: exampleRecords(index * recordsPerChunk, recordsPerChunk),
    });
    await store.call('appendTelemetry', { runId: 'cut', samples: [exampleSample(index + 1)] });
    await pause(20);
  }
  return sentAtMs;
}

describe('a kill in the middle of a run', () => {
  it.each([2250, 2700])('after %i ms loses at most the last second', async (runMs) => {
    const directory = temporaryDirectory();
    const store = await openedProcess(directory);
    await store.call('createRun', exampleRun('cut'));
    await store.call('beginStep', { runId: 'cut', stepId: 'step-1', index: 0 });
    await store.call('finishStep', { runId: 'cut', result: exampleResult(1) });
    await store.call('beginStep', { runId: 'cut', stepId: 'step-2', index: 1 });
    const beganMs = performance.now();
    const sentAtMs = await measure(store, 'step-2', () => performance.now() - beganMs >= runMs);
    const killedAtMs = performance.now();
    expect(await store.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });

    const next = new StoreProcess();
    expect(await next.open(directory)).toEqual({
      type: 'opened',
      databasePath: join(directory, 'inferneo-bench.sqlite'),
      interruptedRuns: ['cut'],
    });
    const stored = await next.call('readRecords', { runId: 'cut', stepId: 'step-2' });
    const telemetry = await next.call('readTelemetry', { runId: 'cut' });
    const due = sentAtMs.filter((atMs) => atMs < killedAtMs - longestLossMs).length;
    expect(due).toBeGreaterThan(0);
    expect(stored.length).toBeGreaterThanOrEqual(due);
    expect(telemetry.length).toBeGreaterThanOrEqual(due);
    expect(stored.length).toBeLessThanOrEqual(sentAtMs.length);
    // What is there is what was sent first, without a hole.
    for (const [index, chunk] of stored.entries()) {
      expect(chunk).toEqual(exampleRecords(index * recordsPerChunk, recordsPerChunk));
    }
    expect(telemetry).toEqual(telemetry.map((_, index) => exampleSample(index + 1)));
    const document = resultDocument.parse(await next.call('showRun', { run: 'latest' }));
    expect(document.run).toMatchObject({ id: 'cut', number: 1, status: 'interrupted' });
    // The step that ended is as it was; the one that was cut shows what is there of it.
    const [ended, cut, ...none] = document.steps;
    expect(ended).toEqual(exampleResult(1));
    expect(cut).toMatchObject({ id: 'step-2', interrupted: true, validity: { verdict: 'invalid' } });
    expect(none).toEqual([]);
    expect(await next.call('createRun', exampleRun('after'))).toEqual({ number: 2 });
    const lostMs = killedAtMs - (sentAtMs[stored.length] ?? killedAtMs);
    console.log(
      `killed after ${runMs} ms: ${stored.length} of ${sentAtMs.length} chunks kept, the last ${lostMs.toFixed(0)} ms lost`,
    );
  });

  it('loses nothing of what was there when a step finished', async () => {
    const directory = temporaryDirectory();
    const store = await openedProcess(directory);
    await store.call('createRun', exampleRun('cut'));
    await store.call('beginStep', { runId: 'cut', stepId: 'step-1', index: 0 });
    await store.call('appendRecords', { runId: 'cut', stepId: 'step-1', chunk: exampleRecords(0, 9) });
    await store.call('appendTelemetry', { runId: 'cut', samples: [exampleSample(1)] });
    await store.call('finishStep', { runId: 'cut', result: exampleResult(1) });
    await store.end('SIGKILL');
    const next = await openedProcess(directory);
    expect(await next.call('readRecords', { runId: 'cut', stepId: 'step-1' })).toEqual([exampleRecords(0, 9)]);
    expect(await next.call('readTelemetry', { runId: 'cut' })).toEqual([exampleSample(1)]);
    expect((await next.call('showRun', { run: 'cut' }))?.steps).toEqual([exampleResult(1)]);
  });
});

it('gives back a hundred thousand records as they came, in their order', async () => {
  const store = await openedProcess(temporaryDirectory());
  const step = { runId: 'a', stepId: 'step-1' };
  await store.call('createRun', exampleRun('a'));
  await store.call('beginStep', { ...step, index: 0 });
  const prepared = Array.from({ length: 10 }, (_, index) => variedRecords(index, 1000));
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(prepared.map((chunk) => store.call('appendRecords', { ...step, chunk })));
  }
  await store.call('finishRun', { runId: 'a', status: 'completed', endedAt: '2026-03-14T15:10:00.000Z' });
  const read = await store.call('readRecords', step);
  expect(read).toHaveLength(100);
  expect(read[1]).toEqual(prepared[1]);
  expect(read[99]).toEqual(prepared[9]);
});

describe('a second instance', () => {
  it('is refused while the first lives, and takes over from one that was killed', async () => {
    const directory = temporaryDirectory();
    const first = await openedProcess(directory);
    const second = new StoreProcess();
    const refusal = await second.open(directory);
    expect(refusal.type === 'openFailed' && refusal.failure.reason).toContain(
      `is in use by an integration test (process ${process.pid}) since`,
    );
    await first.end('SIGKILL');
    expect(existsSync(join(directory, 'inferneo-bench.owner.json'))).toBe(true);
    expect((await second.open(directory)).type).toBe('opened');
  });

  it('of two that start at once lets exactly one in', async () => {
    const directory = temporaryDirectory();
    const stores = [new StoreProcess(), new StoreProcess()];
    const answers = await Promise.all(stores.map((store) => store.open(directory)));
    expect(answers.map(({ type }) => type).sort()).toEqual(['openFailed', 'opened']);
  });

  it('may read while the first goes on, and sees that its run is running', async () => {
    const directory = temporaryDirectory();
    const writer = await openedProcess(directory);
    await writer.call('createRun', exampleRun('cut'));
    await writer.call('finishStep', { runId: 'cut', result: exampleResult(1) });
    const reader = await openedProcess(directory, 'read');
    const statusOf = async () => (await reader.call('listRuns', page)).runs[0]?.status;
    expect(await statusOf()).toBe('running');
    expect((await reader.call('showRun', { run: '1' }))?.steps).toEqual([exampleResult(1)]);
    await writer.end('SIGKILL');
    expect(await statusOf()).toBe('interrupted');
    expect((await openedProcess(directory)).child.connected).toBe(true);
    expect((await reader.shutdown()).code).toBe(0);
  });
});

describe('the end of the process', () => {
  it.each(['shutdown', 'disconnect'] as const)('by %s stores what waits and lets go', async (how) => {
    const directory = temporaryDirectory();
    const store = await openedProcess(directory);
    await store.call('createRun', exampleRun('cut'));
    await store.call('beginStep', { runId: 'cut', stepId: 'step-1', index: 0 });
    await store.call('appendRecords', { runId: 'cut', stepId: 'step-1', chunk: exampleRecords(0, 9) });
    expect(await (how === 'shutdown' ? store.shutdown() : store.end(how))).toEqual({ code: 0, signal: null });
    // Closed properly: the journal is merged and its files are gone.
    for (const suffix of ['-wal', '-shm'])
      expect(existsSync(join(directory, `inferneo-bench.sqlite${suffix}`))).toBe(false);
    expect(existsSync(join(directory, 'inferneo-bench.owner.json'))).toBe(false);
    const next = await openedProcess(directory);
    expect(await next.call('readRecords', { runId: 'cut', stepId: 'step-1' })).toEqual([exampleRecords(0, 9)]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'does not come with %s, which reaches the whole group',
    async (signal) => {
      const store = await openedProcess(temporaryDirectory());
      store.child.kill(signal);
      expect(await store.call('listRuns', page)).toEqual({ runs: [], total: 0 });
    },
  );
});
