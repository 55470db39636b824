import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepFacts } from '../../../core/contract/runnerProtocol.ts';
import type { GpuPresence } from '../../../core/contract/telemetryProtocol.ts';
import { Bench } from '../../../main/run/service/Bench.ts';
import { StoreClient } from '../../../main/run/sessions/StoreClient.ts';
import { forkWorker } from '../../../main/run/workers/forkWorker.ts';
import type { StartWorker } from '../../../main/run/workers/WorkerProcess.ts';

const root = resolve(import.meta.dirname, '../../..');
let directory: string;
let startWorker: StartWorker;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-derived-'));
  // Worker processes straight from their source, so that the test needs no build.
  for (const name of ['runner', 'engine', 'telemetry', 'store']) {
    writeFileSync(join(directory, `${name}.cjs`), `import(${JSON.stringify(`${root}/main/${name}/index.ts`)});`);
  }
  startWorker = forkWorker(directory);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Carries out short dummy steps, or stops the first once it has measured, and gives what is stored, opened anew to read. */
async function carryOut(models: string[], concurrency: number[], { stops = false } = {}) {
  const dataDirectory = join(directory, 'data');
  const bench = await Bench.open({
    paths: { bundles: directory, bundledConfiguration: join(root, 'config'), dataDirectory, cacheDirectory: directory },
    productVersion: '0',
    startWorker,
    ownerName: 'a test',
  });
  const cells = models.map((model) => ({ target: 'dummy', model, scenario: 'latency/concurrent_requests' }));
  const load = { concurrency, durationSeconds: stops ? 60 : 0.8, warmupSeconds: 0.2 };
  if (stops) {
    bench.onRunEvents((events) => {
      if (events.some((event) => event.type === 'soFar' && event.soFar.count > 0)) void bench.stopRun();
    });
  }
  await bench.startRun({ name: 'test', cells, load, seed: 7 });
  await bench.runEnd;
  await bench.close();
  const store = await StoreClient.open(startWorker, dataDirectory);
  const document = await store.call('showRun', { run: 'latest' });
  if (document === null) throw new Error('the run was not stored');
  return { store, document };
}

/** A step's result from nothing but what is stored: the plan, the records, the telemetry and the runner's account. */
async function derivedAgain(store: StoreClient, document: ResultDocument, index: number): Promise<StepResult> {
  const { run, steps } = document;
  const stored = steps[index];
  const step = run.plan.steps[index] as PlannedStep;
  const telemetry = await store.call('readTelemetry', { runId: run.id });
  return summarizeStep({
    step,
    chunks: await store.call('readRecords', { runId: run.id, stepId: step.id }),
    ...(stored?.account === undefined ? {} : { facts: stored.account as StepFacts }),
    telemetry,
    telemetryLosses: {},
    phases: stored?.phases ?? [],
    startedAtMs: stored?.startedAtMs ?? Number.NaN,
    gpu: presenceOf(run.fingerprint.gpu),
    interrupted: stored?.interrupted === true,
    earlier: steps.slice(0, index),
  });
}

function presenceOf(gpu: ResultDocument['run']['fingerprint']['gpu']): GpuPresence {
  if (typeof gpu.absent === 'string') return { present: false, reason: gpu.absent };
  const { driverVersion, names } = gpu as { driverVersion: string; names: string[] };
  return { present: true, toolPath: 'nvidia-smi', driverVersion, names };
}

describe('a stored run', () => {
  it('gives the same results when they are derived again from its records and its telemetry', async () => {
    const { store, document } = await carryOut(['dummy_small', 'dummy_medium'], [1, 4]);
    try {
      expect(document.steps).toHaveLength(4);
      for (const [index, stored] of document.steps.entries()) {
        expect(stored.requests.ok).toBeGreaterThan(5);
        expect(stored.memory).toHaveProperty('peakBytes');
        // As the store writes it: what is undefined in an object is not there.
        expect(JSON.parse(JSON.stringify(await derivedAgain(store, document, index)))).toEqual(stored);
      }
    } finally {
      await store.close();
    }
  });

  it('is shown as it was, with words, when its stored results are damaged', async () => {
    const { store, document } = await carryOut(['dummy_small'], [1, 4]);
    await store.close();
    const dataDirectory = join(directory, 'data');
    const database = new Database(join(dataDirectory, 'inferneo-bench.sqlite'));
    database.exec("UPDATE step_result SET result = replace(result, '1', '5')");
    database.close();
    const again = await StoreClient.open(startWorker, dataDirectory);
    try {
      const shown = await again.call('showRun', { run: 'latest' });
      expect(shown?.steps).toEqual(document.steps);
      expect(shown?.run.damage).toHaveLength(2);
    } finally {
      await again.close();
    }
  });

  it('does so after a stop, too', async () => {
    const { store, document } = await carryOut(['dummy_medium'], [4], { stops: true });
    try {
      const [stored] = document.steps;
      expect(stored).toMatchObject({ interrupted: true, validity: { verdict: 'invalid' } });
      expect(stored?.requests.ok).toBeGreaterThan(0);
      const { memory: _, cpu: __, series: ___, ...figures } = stored as StepResult;
      // A stop does not wait for the last sample of telemetry; the figures of requests are the same all the same.
      expect(JSON.parse(JSON.stringify(await derivedAgain(store, document, 0)))).toMatchObject(figures);
    } finally {
      await store.close();
    }
  });
});
