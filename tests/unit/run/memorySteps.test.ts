import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RunEvent } from '../../../core/contract/runEvent.ts';
import type { StepPhase } from '../../../core/contract/scenarioFigures.ts';
import { Calibrations } from '../../../main/run/calibration/Calibrations.ts';
import { Derivation } from '../../../main/run/execution/Derivation.ts';
import { runPlan } from '../../../main/run/execution/runPlan.ts';
import { estimatePlan } from '../../../main/run/plan/estimatePlan.ts';
import { StoreClient } from '../../../main/run/sessions/StoreClient.ts';
import type { StartWorker, WorkerName } from '../../../main/run/workers/WorkerProcess.ts';
import { chunkOf, factsOf, oneAfterTheOther, stepOf } from '../analysis/measurements.ts';
import { ScriptedWorkers, type WorkerHands, type WorkerScript } from './ScriptedWorkers.ts';
import { host, telemetry as quiet, store } from './workerScripts.ts';

const mebibyte = 2 ** 20;

interface Sent {
  worker: string;
  type: string;
  name?: string;
  role?: string;
}

type Message = { type: string };
type Stopped = Message & Record<string, unknown>;
const usually: Stopped = { type: 'stepEnded', facts: factsOf({ stopped: true }) };

const engine: WorkerScript = (command, { tell }) => {
  if (command.type !== 'load') return;
  const description = {
    model: command.model,
    parameters: 1,
    provider: 'cpu',
    libraries: [],
    threads: 1,
    prepacking: true,
    precision: 'float32',
    weights: 'synthetic',
    runtimeVersion: '1',
    loadMs: 1,
  };
  setTimeout(() => tell({ type: 'loaded', socketPath: command.socketPath, description }), 20);
};

/** Answers with twenty requests; what needs so much memory runs until it is stopped, and then tells this. */
function runnerFor(isTooMuch: (step: PlannedStep) => boolean, onLoad: () => void, stopped: Stopped): WorkerScript {
  return (command, { tell }) => {
    if (command.type === 'stopStep') tell(stopped);
    if (command.type !== 'startStep') return;
    tell({ type: 'phase', phase: 'measured', atMs: 0, plannedSeconds: 1 });
    tell({ type: 'records', chunk: chunkOf(oneAfterTheOther(Array(20).fill(50))) });
    if (isTooMuch(command.step as PlannedStep)) onLoad();
    else tell({ type: 'stepEnded', facts: factsOf() });
  };
}

async function carryOut(
  steps: readonly Partial<PlannedStep>[],
  options: {
    isTooMuch?: (step: PlannedStep) => boolean;
    onEvent?: (event: RunEvent, stop: () => void) => void;
    stopped?: Stopped;
    onEngineEnd?: () => void;
    scripts?: { engine?: WorkerScript; runner?: WorkerScript; store?: WorkerScript };
  } = {},
) {
  const {
    isTooMuch = () => false,
    onEvent = () => undefined,
    stopped = usually,
    onEngineEnd = () => undefined,
    scripts,
  } = options;
  let hands: WorkerHands | undefined;
  let sampled = 0;
  const sample = (availableBytes: number) =>
    hands?.tell({
      type: 'sample',
      sample: {
        atMs: ++sampled,
        memoryTotalBytes: 1000 * mebibyte,
        memoryUsedBytes: 1000 * mebibyte - availableBytes,
        processes: [],
      },
    });
  const telemetry: WorkerScript = (command, given) => {
    hands = given;
    quiet(command, given);
  };
  const workers = new ScriptedWorkers({
    store,
    telemetry,
    engine,
    runner: runnerFor(isTooMuch, () => sample(50 * mebibyte), stopped),
    ...scripts,
  });
  const planned = steps.map(
    (step, index): PlannedStep => ({
      ...stepOf(),
      id: `step-${index + 1}`,
      index,
      engine: 'onnx',
      target: 'onnx',
      model: {
        id: 'gpt2',
        name: 'GPT-2',
        type: 'transformer',
        architecture: 'gpt2',
        precision: 'float32',
        temperature: 0,
        topP: 1,
      },
      ...step,
    }),
  );
  const startWorker: StartWorker = <Command extends Message, Event extends Message>(name: WorkerName) => {
    const worker = workers.start<Command, Event>(name);
    if (name === 'engine') worker.onExit(() => onEngineEnd());
    return worker;
  };
  const controller = new AbortController();
  const events: RunEvent[] = [];
  const kept = await StoreClient.open(workers.start, 'directory', 'a test');
  const derivation = new Derivation(kept);
  const outcome = await runPlan({
    runId: 'r',
    plan: { name: 'test', steps: planned, problems: [], estimate: estimatePlan(planned) },
    store: kept,
    derivation,
    startWorker,
    fingerprint: host,
    cacheDirectory: 'cache',
    calibrations: new Calibrations('directory', workers.start),
    decideProvider: async () => ({ provider: 'cpu' }),
    emit: (event) => {
      events.push(event);
      if (event.type === 'stepStarted') sample(500 * mebibyte);
      onEvent(event, () => controller.abort());
    },
    signal: controller.signal,
  });
  await derivation.close();
  const sent: Sent[] = workers.commands.map(({ worker, command }) => ({ worker, ...command }));
  return { outcome, events, sent, running: workers.running };
}

const combination = (batchSize: number): Partial<PlannedStep> => ({
  scenario: 'memory/memory_scaling',
  level: { label: `batch ${batchSize}, 8 tokens, 1 in flight`, batchSize, promptTokens: 8, concurrency: 1 },
  load: { loop: 'closed', concurrency: 1, batchSize, seed: 1 },
  memoryReserveBytes: 100 * mebibyte,
});

describe('steps that may not fit into memory', () => {
  const isTooMuch = ({ load }: PlannedStep): boolean => load.batchSize >= 4;

  it('are ended before the machine suffers, which is no failure, and get a new engine after it', async () => {
    const { outcome, sent } = await carryOut([combination(1), combination(4), { ...combination(1) }], { isTooMuch });
    const [small, large, again] = outcome.results;
    expect(outcome.status).toBe('completed');
    expect(small?.fit).toMatchObject({ fits: true, explanation: expect.stringContaining('500\u00a0MiB') });
    expect(large).toMatchObject({
      fit: {
        fits: false,
        explanation: expect.stringContaining('50.0\u00a0MiB of the memory of the machine were left'),
      },
      validity: { verdict: 'invalid' },
      requests: { ok: 20 },
    });
    expect(large).not.toHaveProperty('failure');
    expect(large).not.toHaveProperty('interrupted');
    expect(again?.fit?.fits).toBe(true);
    expect(sent.filter(({ worker, type }) => worker === 'engine' && type === 'load')).toHaveLength(2);
  });

  it('are not tried where they are no smaller than one that did not fit, and are stored and told like others', async () => {
    const { outcome, events, sent } = await carryOut([combination(1), combination(4), combination(8)], { isTooMuch });
    const skipped = outcome.results[2];
    expect(outcome.status).toBe('completed');
    expect(skipped).toMatchObject({
      skipped: {
        reason: 'batch 4, 8 tokens, 1 in flight did not fit already, and this is at least as large in all three',
      },
      requests: { sent: 0 },
      memory: { absent: expect.stringMatching(/^not tried: batch 4/) },
    });
    expect(skipped).not.toHaveProperty('failure');
    expect(events.filter(({ type }) => type === 'stepEnded')).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'stepStarted')).toHaveLength(2);
    const calls = sent.filter(({ type, name }) => type === 'call' && (name === 'beginStep' || name === 'finishStep'));
    expect(calls).toHaveLength(6);
  });

  it('are no failure either where engine and runner go down with them', async () => {
    const stopped = {
      type: 'stepFailed',
      failure: { reason: 'lost', remedy: 'again' },
      facts: factsOf({ stopped: true }),
    };
    const { outcome } = await carryOut([combination(4)], { isTooMuch, stopped });
    expect(outcome.status).toBe('completed');
    expect(outcome.results[0]).toMatchObject({ fit: { fits: false }, requests: { ok: 20 } });
    expect(outcome.results[0]).not.toHaveProperty('failure');
  });

  it('give back their memory before anything else is waited for', async () => {
    let engineEnded: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      engineEnded = resolve;
    });
    const waiting: WorkerScript = (command, hands) => {
      if (command.name !== 'appendRecords') store(command, hands);
      else void ended.then(() => store(command, hands));
    };
    const { outcome } = await carryOut([combination(4)], {
      isTooMuch,
      scripts: { store: waiting },
      onEngineEnd: () => engineEnded(),
    });
    expect(outcome.results[0]?.fit?.fits).toBe(false);
  });

  it('may be refused by the engine, which then starts anew', async () => {
    const refusing: WorkerScript = (command, { tell }) => {
      if (command.type !== 'startStep') return;
      const refused = oneAfterTheOther(Array(3).fill(50)).map((request) => ({
        ...request,
        outcome: 'failed' as const,
        errorKind: 1,
      }));
      tell({ type: 'records', chunk: chunkOf(refused) });
      const errorKinds = [{ kind: 'outOfMemory', example: 'there is not enough memory for this request' }];
      tell({ type: 'stepEnded', facts: factsOf({ errorKinds }) });
    };
    const { outcome, sent } = await carryOut([combination(4), combination(1)], { scripts: { runner: refusing } });
    expect(outcome.results[0]?.fit).toEqual({
      fits: false,
      explanation: '3 requests were refused for want of memory: there is not enough memory for this request',
    });
    expect(sent.filter(({ worker, type }) => worker === 'engine' && type === 'load')).toHaveLength(2);
  });

  it('fail a run of which nothing could be carried out, although what was not tried has no failure', async () => {
    const failure = { reason: 'There is not enough memory to load GPT-2', remedy: 'Close other programs' };
    const tooSmall: WorkerScript = (command, { tell }) => {
      if (command.type === 'load') tell({ type: 'failed', failure });
    };
    const { outcome } = await carryOut([combination(1), combination(4)], { scripts: { engine: tooSmall } });
    expect(outcome.results).toMatchObject([
      { failure, fit: { fits: false, explanation: failure.reason } },
      { skipped: expect.anything() },
    ]);
    expect(outcome.status).toBe('failed');
  });

  it('are judged in no other step', async () => {
    const { outcome } = await carryOut([{}]);
    expect(outcome.results[0]).not.toHaveProperty('fit');
  });
});

describe('a step that its engine’s load is a part of', () => {
  const profiling: Partial<PlannedStep> = { scenario: 'memory/memory_profiling', loading: { idleSeconds: 0.05 } };

  it('gets an engine of its own, has the process idle and loading in front, and counts neither', async () => {
    const { outcome, events, sent } = await carryOut([{}, profiling]);
    expect(sent.filter(({ worker, type }) => worker === 'engine' && type === 'load')).toHaveLength(2);
    const [idle, load] = (outcome.results[1]?.phases ?? []) as [StepPhase, StepPhase];
    expect(outcome.results[1]?.phases.slice(0, 2).map(({ name, counted }) => [name, counted])).toEqual([
      ['idle', false],
      ['load', false],
    ]);
    expect(idle.fromMs).toBe(0);
    expect(idle.toMs).toBeGreaterThanOrEqual(49);
    expect(load.fromMs).toBe(idle.toMs);
    expect(load.toMs - load.fromMs).toBeGreaterThanOrEqual(19);
    // The process is followed before it loads.
    const inOrder = sent.filter(({ type, role }) => (type === 'watch' && role === 'engine') || type === 'load');
    expect(inOrder.map(({ type }) => type)).toEqual(['watch', 'load', 'watch', 'load']);
    const told = events.map(({ type }) => type);
    const started = told.lastIndexOf('stepStarted');
    expect(told.indexOf('activity', started)).toBeGreaterThan(started);
    expect(events.filter(({ type }) => type === 'stepStarted')).toHaveLength(2);
  });

  it('can be stopped while its engine is idle', async () => {
    const { outcome, running, sent } = await carryOut([{ ...profiling, loading: { idleSeconds: 1000 } }], {
      onEvent: (event, stop) => event.type === 'activity' && stop(),
    });
    expect(outcome.status).toBe('interrupted');
    expect(outcome.results[0]).toMatchObject({ interrupted: true, requests: { sent: 0 } });
    expect(sent.some(({ type }) => type === 'load')).toBe(false);
    expect(running).toEqual(['store']);
  });
});
