import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordChunk, RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { LiveBucket } from '../../../core/contract/runnerProtocol.ts';
import { mergeStepFacts } from '../../../main/run/sessions/mergedRunners.ts';
import { RunnerGroup, shardSteps } from '../../../main/run/sessions/RunnerGroup.ts';
import { chunkOf, factsOf, oneAfterTheOther } from '../analysis/measurements.ts';
import { dummyStep } from '../runner/plannedSteps.ts';
import { ScriptedWorkers, type WorkerScript } from './ScriptedWorkers.ts';

const clock = { originNanoseconds: '0' };
const bucket: LiveBucket = {
  fromMs: 0,
  toMs: 200,
  phase: 'measured',
  completed: 3,
  failed: 1,
  inFlight: 2,
  outputTokens: 5,
  p50Ms: 10,
};

/** Each sends ten records, the second of them failed; runners of odd index know the kinds of failure in another order. */
const runner: WorkerScript = (command, { tell }) => {
  if (command.type !== 'startStep') return;
  const { shard } = command.step as PlannedStep;
  const index = shard?.index ?? 0;
  const refused = { kind: 'refused', example: 'said no' };
  const reset = { kind: 'reset', example: 'hung up' };
  const errorKinds = index % 2 === 0 ? [refused, reset] : [reset, refused];
  const chunk = chunkOf(oneAfterTheOther(Array(10).fill(50)));
  // Every runner's failure is a refusal.
  chunk.errorKind[1] = errorKinds.indexOf(refused) + 1;
  tell({ type: 'phase', phase: 'measured', atMs: index, plannedSeconds: 1 });
  tell({ type: 'live', bucket });
  tell({ type: 'records', chunk, errorKinds });
  tell({ type: 'phase', phase: 'coolDown', atMs: 100 + index, plannedSeconds: 0 });
  tell({
    type: 'stepEnded',
    facts: factsOf({ measuredFromMs: index, measuredToMs: 1000 + index, clientCpuMs: 100 * (index + 1), errorKinds }),
  });
};

async function carryOut(step: PlannedStep, script: WorkerScript = runner) {
  const workers = new ScriptedWorkers({ runner: script });
  const processes: (readonly number[])[] = [];
  const group = new RunnerGroup({
    startWorker: workers.start,
    onLog: () => undefined,
    onProcesses: (processIds) => processes.push(processIds),
  });
  const phases: [RecordPhase, number][] = [];
  const live: LiveBucket[] = [];
  const chunks: RecordChunk[] = [];
  const end = await group.runStep(
    step,
    { kind: 'inside' },
    clock,
    {
      onPhase: (phase, atMs) => phases.push([phase, atMs]),
      onLive: (each) => live.push(each),
      onRecords: (chunk) => chunks.push(chunk),
    },
    new AbortController().signal,
    () => 500,
  );
  const commands = workers.commands.map(({ command }) => command as unknown as Record<string, unknown>);
  await group.close();
  return { end, phases, live, chunks, commands, processes };
}

describe('RunnerGroup', () => {
  it('leaves a step of one runner as it is', async () => {
    const step = dummyStep();
    const { commands, live, processes } = await carryOut(step);
    expect(commands.filter(({ type }) => type === 'startStep')).toEqual([
      { type: 'startStep', step, access: { kind: 'inside' }, clock },
    ]);
    expect(live).toEqual([bucket]);
    expect(processes).toEqual([[4711]]);
  });

  it('shares a step, and gives the records of all with one list of failures and one account', async () => {
    const step = dummyStep({ load: { concurrency: 8, runners: 3 }, durationSeconds: 1 });
    const { end, phases, live, chunks, commands } = await carryOut(step);
    const started = commands.filter(({ type }) => type === 'startStep');
    expect(started.map(({ step: part }) => (part as PlannedStep).load.concurrency)).toEqual([3, 3, 2]);
    expect(new Set(started.map(({ beginAtMs }) => beginAtMs))).toEqual(new Set([750]));
    expect(phases).toEqual([
      ['measured', 0],
      ['coolDown', 102],
    ]);
    const { p50Ms: _, ...without } = bucket;
    expect(live).toEqual([{ ...without, completed: 9, failed: 3, inFlight: 6, outputTokens: 15 }]);
    expect(chunks.map(({ errorKind }) => errorKind[1])).toEqual([1, 1, 1]);
    expect(end.failure).toBeUndefined();
    expect(end.facts).toMatchObject({
      measuredFromMs: 0,
      measuredToMs: 1002,
      inFlightIntegralMs: 3 * factsOf().inFlightIntegralMs,
      // Of the busiest: a share of one core that is used up is not made better by others that idle.
      clientCpuMs: 300,
      errorKinds: [{ kind: 'refused' }, { kind: 'reset' }],
    });
  });

  it('takes the worst standstill of any client, and all that a server told any of them that cannot be', () => {
    const merged = mergeStepFacts(
      [
        factsOf({ longestLoopDelayMs: 10, stoodStillMs: 0, tokensFromUsage: 4, tokensFromEvents: 0 }),
        factsOf({
          longestLoopDelayMs: 400,
          stoodStillMs: 460,
          tokensFromUsage: 3,
          tokensFromEvents: 1,
          impossibleUsages: 1,
          impossibleUsageExample: 'completion_tokens 9, where 2 were asked for',
        }),
        factsOf({ longestLoopDelayMs: 90 }),
      ],
      [],
    );
    expect(merged).toMatchObject({
      longestLoopDelayMs: 400,
      stoodStillMs: 460,
      tokensFromUsage: 7,
      tokensFromEvents: 1,
      impossibleUsages: 1,
      impossibleUsageExample: 'completion_tokens 9, where 2 were asked for',
    });
  });

  it('stops the others when one dies, and keeps what all had sent', async () => {
    const dying: WorkerScript = (command, hands) => {
      if (command.type === 'stopStep') hands.tell({ type: 'stepEnded', facts: factsOf({ stopped: true }) });
      if (command.type !== 'startStep') return;
      hands.tell({ type: 'records', chunk: chunkOf(oneAfterTheOther(Array(10).fill(50))), errorKinds: [] });
      if ((command.step as PlannedStep).shard?.index === 1) hands.end({ signal: 'SIGKILL' });
    };
    const { end, chunks } = await carryOut(dummyStep({ load: { concurrency: 4, runners: 2 } }), dying);
    expect(end.failure?.reason).toContain('runner process');
    expect(end.facts?.stopped).toBe(true);
    expect(chunks).toHaveLength(2);
  });
});

describe('shardSteps', () => {
  it('never makes a part without a request in flight', () => {
    expect(shardSteps(dummyStep({ load: { concurrency: 2, runners: 8 } })).map(({ load }) => load.concurrency)).toEqual(
      [1, 1],
    );
  });

  it('shares out the requests in flight of each phase, idle ones included', () => {
    const phases = [
      { name: 'idle', durationSeconds: 1, concurrency: 0 },
      { name: 'steady', durationSeconds: 2, concurrency: 5 },
    ];
    const parts = shardSteps(dummyStep({ load: { concurrency: 5, runners: 2, phases } }));
    expect(parts.map(({ load }) => load.phases?.map(({ concurrency }) => concurrency))).toEqual([
      [0, 3],
      [0, 2],
    ]);
  });

  it('leaves the limit of requests to the schedule where there is one, and shares it out elsewhere', () => {
    const closed = shardSteps(dummyStep({ load: { concurrency: 9, runners: 3 }, requestLimit: 10 }));
    expect(closed.map(({ requestLimit }) => requestLimit)).toEqual([4, 3, 3]);
    const { concurrency: _, ...load } = dummyStep().load;
    const open = { ...load, loop: 'open' as const, ratePerSecond: 10, arrival: 'constant', maxInFlight: 7, runners: 2 };
    const parts = shardSteps({ ...dummyStep({ requestLimit: 10 }), load: open });
    expect(parts.map(({ requestLimit, load: part }) => [requestLimit, part.maxInFlight])).toEqual([
      [10, 4],
      [10, 3],
    ]);
  });
});
