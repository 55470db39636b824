import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StoreCommand, StoreEvent } from '../../../core/contract/storeProtocol.ts';
import { Bench } from '../../../main/run/service/Bench.ts';
import { forkWorker } from '../../../main/run/workers/forkWorker.ts';
import type { StartWorker, WorkerProcess } from '../../../main/run/workers/WorkerProcess.ts';
import { factsOf } from '../../unit/analysis/measurements.ts';
import { ScriptedWorkers, type WorkerHands, type WorkerScript } from '../../unit/run/ScriptedWorkers.ts';
import { telemetry } from '../../unit/run/workerScripts.ts';
import { exampleSample } from '../../unit/store/exampleRun.ts';

/*
 * Carries out a run of one step as a program of its own, `node --expose-gc floodedRun.ts DIRECTORY SECONDS RATE`, and tells
 * what it took. The store's processes are real; runner and telemetry stand in, and tell of so many seconds of load as fast
 * as the store takes them.
 */
export interface FloodedRun {
  records: number;
  /** Of this process: before the load and at its end, garbage collected; and the most that it had resident. */
  beforeBytes: number;
  afterBytes: number;
  peakResidentBytes: number;
  /** The most that the process that derives had resident. */
  deriverPeakBytes: number;
  loadMs: number;
  derivedMs: number;
  /** Figures so far that were told. */
  soFar: number;
  result: Pick<StepResult, 'requests' | 'latencyMs' | 'failure'>;
}

const root = resolve(import.meta.dirname, '../../..');
/** Chunks on their way to the store at a time. */
const mostUnderWay = 4;

/** Records of one second of an open loop, in the order in which they ended. */
function secondOf(second: number, ratePerSecond: number): RecordChunk {
  const count = ratePerSecond;
  const intendedStartMs = Float64Array.from({ length: count }, (_, index) => 1000 * (second + index / ratePerSecond));
  const counts = (value: number): Uint32Array => new Uint32Array(count).fill(value);
  return {
    count,
    intendedStartMs,
    actualStartMs: intendedStartMs.map((atMs) => atMs + 0.05),
    firstTokenMs: new Float64Array(count).fill(Number.NaN),
    endMs: intendedStartMs.map((atMs, index) => atMs + 5 + 0.01 * (index % 7)),
    inputTokens: counts(0),
    outputTokens: counts(0),
    sentBytes: counts(0),
    receivedBytes: counts(0),
    contentEvents: counts(0),
    multiTokenEvents: counts(0),
    outcome: new Uint8Array(count),
    phase: new Uint8Array(count).fill(1),
    errorKind: new Uint16Array(count),
    trafficClass: new Uint8Array(count),
    gapCount: counts(0),
    gapMs: new Float32Array(0),
  };
}

async function heldBytes(): Promise<number> {
  globalThis.gc?.();
  // What was sent is let go of in the turns that follow.
  await wait(100);
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function peakBytesOf(processId: number): number {
  const kibibytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
  return 1024 * Number(kibibytes);
}

async function floodedRun(directory: string, seconds: number, ratePerSecond: number): Promise<FloodedRun> {
  writeFileSync(join(directory, 'store.cjs'), `import(${JSON.stringify(`${root}/main/store/index.ts`)});`);
  const took = { beforeBytes: 0, afterBytes: 0, peakResidentBytes: 0, deriverPeakBytes: 0, loadMs: 0, derivedMs: 0 };
  let told: WorkerHands | undefined;
  let underWay = 0;
  let second = 0;
  let beganMs = 0;
  let hands: WorkerHands | undefined;
  const feed = (): void => {
    while (hands !== undefined && underWay < mostUnderWay) {
      if (second === seconds && underWay === 0) {
        took.loadMs = performance.now() - beganMs;
        beganMs = performance.now();
        const untilMs = 1000 * seconds;
        const { tell } = hands;
        hands = undefined;
        void heldBytes().then((bytes) => {
          took.afterBytes = bytes;
          told?.tell({ type: 'sample', sample: exampleSample(untilMs + 100) });
          tell({ type: 'stepEnded', facts: factsOf({ measuredToMs: untilMs }) });
        });
        return;
      }
      if (second === seconds) return;
      underWay += 1;
      hands.tell({ type: 'records', chunk: secondOf(second, ratePerSecond) });
      for (let slice = 0; slice < 5; slice += 1) {
        const fromMs = 1000 * second + 200 * slice;
        const counts = { completed: ratePerSecond / 5, failed: 0, inFlight: 25, outputTokens: 0 };
        const bucket = { fromMs, toMs: fromMs + 200, phase: 'measured', ...counts, p50Ms: 5, p95Ms: 5, p99Ms: 5 };
        hands.tell({ type: 'live', bucket });
      }
      for (let sample = 0; sample < 10; sample += 1) {
        told?.tell({ type: 'sample', sample: exampleSample(1000 * second + 100 * (sample + 1)) });
      }
      second += 1;
    }
  };
  const runner: WorkerScript = (command, given) => {
    if (command.type !== 'startStep') return;
    void heldBytes().then((bytes) => {
      took.beforeBytes = bytes;
      beganMs = performance.now();
      given.tell({ type: 'phase', phase: 'measured', atMs: 0, plannedSeconds: seconds });
      hands = given;
      feed();
    });
  };
  const stand = new ScriptedWorkers({
    runner,
    telemetry: (command, given) => {
      told = given;
      telemetry(command, given);
    },
  });
  const forked = forkWorker(directory);
  const watched: StartWorker = (name) => {
    if (name !== 'store') return stand.start(name);
    const store = forked<never, never>(name) as unknown as WorkerProcess<StoreCommand, StoreEvent>;
    const records = new Set<number>();
    let derivation: number | undefined;
    store.onEvent((event) => {
      if (event.type !== 'answer') return;
      if (event.id === derivation) {
        took.derivedMs = performance.now() - beganMs;
        took.deriverPeakBytes = peakBytesOf(store.processId ?? 0);
      }
      if (!records.delete(event.id)) return;
      underWay -= 1;
      feed();
    });
    const send = store.send.bind(store);
    store.send = (command) => {
      if (command.type === 'call' && command.name === 'appendRecords') records.add(command.id);
      if (command.type === 'call' && command.name === 'deriveStep') derivation = command.id;
      send(command);
    };
    return store as unknown as WorkerProcess<never, never>;
  };
  const bench = await Bench.open({
    paths: {
      bundles: directory,
      bundledConfiguration: join(root, 'config'),
      dataDirectory: join(directory, 'data'),
      cacheDirectory: directory,
    },
    productVersion: '0',
    startWorker: watched,
    ownerName: 'a flooded run',
  });
  let soFar = 0;
  let result: StepResult | undefined;
  bench.onRunEvents((events) => {
    for (const event of events) {
      if (event.type === 'soFar') soFar += 1;
      if (event.type === 'stepEnded') result = event.result;
    }
  });
  const cells = [{ target: 'dummy', model: 'dummy_small', scenario: 'throughput/sustained_load' as const }];
  const load = { ratePerSecond, durationSeconds: seconds, warmupSeconds: 0 };
  const started = await bench.startRun({ name: 'flood', cells, load, seed: 7 });
  if (!started.started) throw new Error(`it did not start: ${JSON.stringify(started)}`);
  await bench.runEnd;
  took.peakResidentBytes = peakBytesOf(process.pid);
  await bench.close();
  if (result === undefined) throw new Error('the step did not end');
  const { requests, latencyMs, failure } = result;
  return {
    records: seconds * ratePerSecond,
    ...took,
    soFar,
    result: { requests, ...(latencyMs && { latencyMs }), ...(failure && { failure }) },
  };
}

const [, script = '', directory = '', seconds, ratePerSecond] = process.argv;
if (resolve(script) === import.meta.filename) {
  console.log(JSON.stringify(await floodedRun(directory, Number(seconds), Number(ratePerSecond))));
}
