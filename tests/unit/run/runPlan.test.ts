import { describe, expect, it } from 'vitest';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { RunEvent } from '../../../core/contract/runEvent.ts';
import { Calibrations } from '../../../main/run/calibration/Calibrations.ts';
import { Derivation } from '../../../main/run/execution/Derivation.ts';
import { type RunOutcome, runPlan } from '../../../main/run/execution/runPlan.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { StoreClient } from '../../../main/run/sessions/StoreClient.ts';
import { chunkOf, factsOf, oneAfterTheOther } from '../analysis/measurements.ts';
import { bundledConfiguration } from '../plan/bundledConfiguration.ts';
import { ScriptedWorkers, type WorkerScript } from './ScriptedWorkers.ts';
import { host, store, telemetry } from './workerScripts.ts';

const engine: WorkerScript = (command, { tell }) => {
  if (command.type !== 'load') return;
  const description = {
    model: command.model,
    parameters: 1,
    provider: 'cpu',
    threads: 1,
    weights: 'synthetic',
    runtimeVersion: '1',
    maximumContextTokens: 1024,
    loadMs: 1,
  };
  tell({ type: 'loaded', socketPath: command.socketPath, description });
};
const runner: WorkerScript = (command, { tell }) => {
  if (command.type !== 'startStep') return;
  tell({ type: 'phase', phase: 'measured', atMs: 0, plannedSeconds: 1 });
  tell({ type: 'records', chunk: chunkOf(oneAfterTheOther(Array(20).fill(50))) });
  tell({ type: 'stepEnded', facts: factsOf() });
};
const usual = { store, telemetry, engine, runner };

interface Carried {
  outcome: RunOutcome;
  events: RunEvent[];
  workers: ScriptedWorkers;
}

async function carryOut(
  scripts: Partial<typeof usual>,
  concurrency: number[],
  onEvent: (event: RunEvent, controller: AbortController) => void = () => undefined,
  target: 'onnx' | 'dummy' = 'onnx',
  engineModel = 'gpt2',
): Promise<Carried> {
  const workers = new ScriptedWorkers({ ...usual, ...scripts });
  const model = target === 'onnx' ? engineModel : 'dummy_small';
  const plan = resolvePlan(
    {
      name: 'test',
      cells: [{ target, model, scenario: 'latency/concurrent_requests' }],
      load: { concurrency, durationSeconds: 1 },
      seed: 1,
    },
    bundledConfiguration(),
    2 ** 40,
    new Map(),
  );
  const controller = new AbortController();
  const events: RunEvent[] = [];
  const kept = await StoreClient.open(workers.start, 'directory', 'a test');
  const derivation = new Derivation(kept);
  const outcome = await runPlan({
    runId: 'r',
    plan,
    store: kept,
    derivation,
    startWorker: workers.start,
    fingerprint: host,
    cacheDirectory: 'cache',
    calibrations: new Calibrations('directory', workers.start),
    decideProvider: async (asked) => ({
      provider: 'cpu',
      fallback: { asked, used: 'cpu', refused: [{ provider: 'cuda', reason: 'no GPU' }] },
    }),
    emit: (event) => {
      events.push(event);
      onEvent(event, controller);
    },
    signal: controller.signal,
  });
  await derivation.close();
  return { outcome, events, workers };
}

function callsOf({ workers }: Carried, name: string): Record<string, unknown>[] {
  return workers.commands
    .map(({ command }) => command as unknown as { type: string; name?: string; arguments: Record<string, unknown> })
    .filter((command) => command.type === 'call' && command.name === name)
    .map((command) => command.arguments);
}

describe('runPlan', () => {
  it('carries out every step, stores records, results and the end, and leaves only the store running', async () => {
    const carried = await carryOut({}, [1, 2]);
    expect(carried.outcome.status).toBe('completed');
    expect(carried.outcome.results.map(({ requests }) => requests.ok)).toEqual([20, 20]);
    expect(callsOf(carried, 'appendRecords')).toHaveLength(2);
    expect(callsOf(carried, 'finishStep')).toHaveLength(2);
    expect(callsOf(carried, 'finishRun')).toMatchObject([{ status: 'completed' }]);
    expect(carried.workers.running).toEqual(['store']);
    // From the first counted send to the last counted end, however long storing took.
    expect(carried.outcome.results[0]?.phases.map(({ fromMs, toMs }) => toMs - fromMs)).toEqual([10_000]);
    // One engine for both steps, and it stands in the fingerprint.
    expect(carried.workers.commands.filter(({ command }) => command.type === 'load')).toHaveLength(1);
    expect(callsOf(carried, 'updateFingerprint')).toMatchObject([
      { fingerprint: { engines: [{ model: 'gpt2', weights: 'synthetic' }], gpu: { absent: 'no GPU' } } },
    ]);
  });

  it('tells what happens in an order that a window can follow', async () => {
    const { events } = await carryOut({}, [1, 2], undefined, 'dummy');
    const told = events
      .map(({ type }) => type)
      .filter((type) => ['runStarted', 'stepStarted', 'stepPhase', 'stepEnded', 'runEnded'].includes(type));
    const step = ['stepStarted', 'stepPhase', 'stepEnded'];
    expect(told).toEqual(['runStarted', ...step, ...step, 'runEnded']);
  });

  it('goes on after a step whose records contradict themselves: that one has no figures, and says why', async () => {
    const odd: WorkerScript = (command, hands) => {
      if (command.type !== 'startStep') return;
      const chunk = chunkOf(oneAfterTheOther(Array(20).fill(50)));
      if ((command.step as { index: number }).index === 0) chunk.endMs[3] = Number.NaN;
      hands.tell({ type: 'phase', phase: 'measured', atMs: 0, plannedSeconds: 1 });
      hands.tell({ type: 'records', chunk });
      // Later than the figures of a step that goes on, which are derived from the same records.
      setTimeout(() => hands.tell({ type: 'stepEnded', facts: factsOf() }), 1200);
    };
    const carried = await carryOut({ runner: odd }, [1, 2], undefined, 'dummy');
    expect(carried.outcome.status).toBe('completed');
    const [first, second] = carried.outcome.results;
    expect(first?.failure?.reason).toContain('contradict themselves');
    expect(first?.latencyMs).toBeUndefined();
    expect(second?.requests.ok).toBe(20);
    expect(carried.events.filter(({ type }) => type === 'soFar')).toHaveLength(1);
    expect(callsOf(carried, 'finishStep')).toHaveLength(2);
  });

  it('goes on with a fresh engine after one that died in the middle of a step', async () => {
    let loads = 0;
    const dying: WorkerScript = (command, hands) => {
      engine(command, hands);
      if (command.type === 'load' && ++loads === 1)
        setImmediate(() => hands.end({ signal: 'SIGKILL', output: 'last words' }));
    };
    const lostOnce: WorkerScript = (command, hands) => {
      const isFirst = (command.step as { index: number } | undefined)?.index === 0;
      if (!isFirst) return runner(command, hands);
      setTimeout(
        () => hands.tell({ type: 'stepFailed', failure: { reason: 'lost', remedy: 'again' }, facts: factsOf() }),
        5,
      );
    };
    const carried = await carryOut({ engine: dying, runner: lostOnce }, [1, 2]);
    expect(carried.outcome.status).toBe('completed');
    const [first, second] = carried.outcome.results;
    expect(first?.failure).toMatchObject({ reason: 'The engine process was ended by SIGKILL', detail: 'last words' });
    expect(first?.validity.verdict).toBe('invalid');
    expect(second?.failure).toBeUndefined();
    expect(loads).toBe(2);
  });

  it('measures the quality of a variant once, before its first step, and has it in every step', async () => {
    const quality = { reference: 'gpt2 in float32, the same weights', samples: 128, logitCosine: 0.9996 };
    const evaluating: WorkerScript = (command, hands) => {
      if (command.type === 'evaluate') hands.tell({ type: 'evaluated', quality });
      else engine(command, hands);
    };
    const carried = await carryOut({ engine: evaluating }, [1, 2], undefined, 'onnx', 'gpt2-int8');
    expect(carried.outcome.results.map((result) => result.quality)).toEqual([quality, quality]);
    const sent = carried.workers.commands.filter(({ worker }) => worker === 'engine').map(({ command }) => command);
    expect(sent).toMatchObject([
      { type: 'load', source: { kind: 'gpt', architecture: 'gpt2', precision: 'int8' }, prepacking: true },
      { type: 'evaluate', evaluation: { kind: 'reference', seed: 1 } },
    ]);
  });

  it('measures a variant whose quality cannot be measured, and says why in its place', async () => {
    const failing: WorkerScript = (command, hands) => {
      if (command.type === 'evaluate') {
        hands.tell({ type: 'failed', failure: { reason: 'No room for the reference', remedy: 'Free memory' } });
      } else engine(command, hands);
    };
    const { outcome, events } = await carryOut({ engine: failing }, [1, 2], undefined, 'onnx', 'gpt2-int8');
    expect(outcome.status).toBe('completed');
    expect(outcome.results.map(({ quality }) => quality)).toEqual(
      Array(2).fill({ absent: 'No room for the reference' }),
    );
    const warnings = events.filter((event) => event.type === 'log' && event.line.message.includes('quality'));
    expect(warnings).toHaveLength(1);
  });

  it('starts an engine again that died of being evaluated, and measures it', async () => {
    const dying: WorkerScript = (command, hands) => {
      if (command.type === 'evaluate') hands.end({ signal: 'SIGKILL' });
      else engine(command, hands);
    };
    const { outcome, workers } = await carryOut({ engine: dying }, [1], undefined, 'onnx', 'gpt2-int4');
    expect(outcome.results).toMatchObject([{ quality: { absent: expect.stringContaining('SIGKILL') } }]);
    expect(outcome.results[0]?.failure).toBeUndefined();
    expect(workers.commands.filter(({ command }) => command.type === 'load')).toHaveLength(2);
  });

  it('asks nothing of the quality of a model in float32, and tells why it is not on a GPU', async () => {
    const carried = await carryOut({}, [1]);
    expect(carried.outcome.results[0]).not.toHaveProperty('quality');
    const [update] = callsOf(carried, 'updateFingerprint');
    expect(update?.fingerprint).toMatchObject({
      engines: [
        { provider: 'cpu', providerFallback: { asked: 'auto', refused: [{ provider: 'cuda', reason: 'no GPU' }] } },
      ],
    });
  });

  it('says why a model cannot be loaded, in every step that needs it, and fails the run', async () => {
    const refusing: WorkerScript = (command, { tell }) => {
      if (command.type === 'load')
        tell({ type: 'failed', failure: { reason: 'No space left in cache', remedy: 'Free 500 MiB' } });
    };
    const { outcome, workers } = await carryOut({ engine: refusing }, [1, 2]);
    expect(outcome.status).toBe('failed');
    expect(outcome.results.map(({ failure }) => failure?.reason)).toEqual([
      'No space left in cache',
      'No space left in cache',
    ]);
    expect(workers.running).toEqual(['store']);
  });

  it('replaces a runner that crashed, and keeps what it had sent', async () => {
    const crashing: WorkerScript = (command, hands) => {
      const isFirst = (command.step as { index: number } | undefined)?.index === 0;
      if (!isFirst) return runner(command, hands);
      hands.tell({ type: 'records', chunk: chunkOf(oneAfterTheOther([50, 50])) });
      hands.end({ code: 1, output: 'TypeError' });
    };
    const { outcome } = await carryOut({ runner: crashing }, [1, 2], undefined, 'dummy');
    expect(outcome.results[0]).toMatchObject({
      requests: { ok: 2 },
      failure: { reason: 'The runner process ended with exit code 1', detail: 'TypeError' },
    });
    expect(outcome.results[1]?.requests.ok).toBe(20);
  });

  it('goes on measuring when telemetry dies, and says why memory and CPU are absent', async () => {
    const dying: WorkerScript = (command, hands) => {
      telemetry(command, hands);
      if (command.type === 'start') hands.end({ signal: 'SIGSEGV' });
    };
    const { outcome } = await carryOut({ telemetry: dying }, [1], undefined, 'dummy');
    expect(outcome.status).toBe('completed');
    expect(outcome.results[0]?.requests.ok).toBe(20);
    expect(outcome.results[0]?.memory).toEqual({ absent: 'the telemetry process ended (SIGSEGV)' });
  });

  it('says in a result which source of telemetry is missing, and once in the log', async () => {
    const reason = 'only Linux tells them, through /proc';
    const without: WorkerScript = (command, hands) => {
      telemetry(command, hands);
      if (command.type === 'watch') hands.tell({ type: 'sourceLost', source: 'processes', reason });
    };
    const { outcome, events } = await carryOut({ telemetry: without }, [1, 2]);
    expect(outcome.results[1]?.memory).toEqual({ absent: `processes: ${reason}` });
    expect(events.filter((event) => event.type === 'log' && event.line.message.includes(reason))).toHaveLength(1);
  });

  it('stops at once when records can no longer be stored, and says so', async () => {
    const full: WorkerScript = (command, hands) => {
      if (command.name !== 'appendRecords') return store(command, hands);
      hands.tell({
        type: 'callFailed',
        id: command.id,
        failure: { reason: 'The disk is full', remedy: 'Free some space' },
      });
    };
    const waiting: WorkerScript = (command, { tell }) => {
      if (command.type === 'startStep') tell({ type: 'records', chunk: chunkOf(oneAfterTheOther([50])) });
      if (command.type === 'stopStep') tell({ type: 'stepEnded', facts: factsOf({ stopped: true }) });
    };
    const carried = await carryOut({ store: full, runner: waiting }, [1, 2], undefined, 'dummy');
    expect(carried.outcome).toMatchObject({ status: 'failed', failure: { reason: 'The disk is full' } });
    // What was measured of it is stored nowhere else.
    expect(carried.outcome.results).toMatchObject([{ failure: { reason: 'The disk is full' }, requests: { ok: 1 } }]);
    expect(carried.outcome.unstored).toMatchObject({ run: { status: 'failed' }, steps: carried.outcome.results });
    expect(callsOf(carried, 'finishRun')).toMatchObject([{ status: 'failed', reason: 'The disk is full' }]);
    expect(carried.workers.running).toEqual(['store']);
  });

  it('keeps what was measured when the process that derives dies, says so, and derives the next step in another', async () => {
    let derivations = 0;
    const dying: WorkerScript = (command, hands) => {
      if (command.name !== 'deriveStep') return store(command, hands);
      derivations += 1;
      if (derivations > 1) return store(command, hands);
      hands.end({ signal: 'SIGKILL' });
    };
    const carried = await carryOut({ store: dying }, [1, 2], undefined, 'dummy');
    const [first, second] = carried.outcome.results;
    expect(first?.failure?.reason).toBe(
      'This step was measured, but its result could not be derived: The store process was ended by SIGKILL',
    );
    expect(first?.failure?.remedy).toContain('"history show" and "report" derive it');
    expect(second?.requests.ok).toBe(20);
    expect(carried.outcome.status).toBe('completed');
    expect(callsOf(carried, 'finishMeasurement').map(({ stepId }) => stepId)).toEqual([first?.id, second?.id]);
    // What could not be derived is not stored as a result.
    expect(callsOf(carried, 'finishStep').map(({ result }) => (result as StepResult).id)).toEqual([second?.id]);
    expect(carried.workers.running).toEqual(['store']);
  });

  it('passes on what the store says while it writes', async () => {
    const line = { level: 'error', source: 'store', message: 'The disk is full: it is tried again' };
    const talking: WorkerScript = (command, hands) => {
      store(command, hands);
      if (command.name === 'appendRecords') hands.tell({ type: 'log', line });
    };
    const { events } = await carryOut({ store: talking }, [1], undefined, 'dummy');
    expect(events).toContainEqual({ type: 'log', line: expect.objectContaining(line) });
  });

  it('keeps what was measured when it is stopped, and begins no further step', async () => {
    const waiting: WorkerScript = (command, { tell }) => {
      if (command.type === 'startStep') tell({ type: 'records', chunk: chunkOf(oneAfterTheOther([50, 50])) });
      if (command.type === 'startStep')
        tell({
          type: 'live',
          bucket: { fromMs: 0, toMs: 1, phase: 'measured', completed: 2, failed: 0, inFlight: 1, outputTokens: 0 },
        });
      if (command.type === 'stopStep') tell({ type: 'stepEnded', facts: factsOf({ stopped: true }) });
    };
    const carried = await carryOut(
      { runner: waiting },
      [1, 2],
      (event, controller) => event.type === 'live' && controller.abort(),
      'dummy',
    );
    expect(carried.outcome.status).toBe('interrupted');
    expect(carried.outcome.results).toMatchObject([{ interrupted: true, requests: { ok: 2 } }]);
    expect(callsOf(carried, 'finishRun')).toMatchObject([{ status: 'interrupted', reason: 'stopped by the user' }]);
    expect(carried.workers.running).toEqual(['store']);
  });

  it('calls no step interrupted that had come to its end before the stop', async () => {
    const { outcome } = await carryOut(
      {},
      [1, 2],
      (event, controller) => event.type === 'stepPhase' && controller.abort(),
      'dummy',
    );
    expect(outcome.status).toBe('interrupted');
    expect(outcome.results).toHaveLength(1);
    expect(outcome.results[0]).not.toHaveProperty('interrupted');
  });

  it('gives up loading an engine when it is stopped meanwhile', async () => {
    const slow: WorkerScript = (command, { tell }) => {
      if (command.type === 'load') tell({ type: 'progress', activity: 'Writing synthetic weights', fraction: 0.5 });
    };
    const { outcome, workers } = await carryOut(
      { engine: slow },
      [1],
      (event, controller) => event.type === 'activity' && controller.abort(),
    );
    expect(outcome.status).toBe('interrupted');
    expect(outcome.results[0]).toMatchObject({ interrupted: true, requests: { sent: 0 } });
    expect(workers.running).toEqual(['store']);
  });
});
