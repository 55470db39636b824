import { describe, expect, it } from 'vitest';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { RunnerEvent } from '../../../core/contract/runnerProtocol.ts';
import { StepRun, type StepRunOptions } from '../../../main/runner/step/StepRun.ts';
import { dummySide } from '../../../main/runner/targets/dummy/dummySide.ts';
import type { Target } from '../../../main/runner/targets/Target.ts';
import { FakeTarget } from './FakeTarget.ts';
import { dummyStep } from './plannedSteps.ts';
import { measuredRows } from './recordRows.ts';
import { VirtualTime } from './VirtualTime.ts';

function stepRun(options: Partial<StepRunOptions> = {}) {
  const time = new VirtualTime(500);
  const events: RunnerEvent[] = [];
  const run = new StepRun({
    step: dummyStep({ warmupSeconds: 1, durationSeconds: 3 }),
    access: { kind: 'inside' },
    time,
    createTarget: dummySide.create,
    send: (event) => events.push(event),
    ...options,
  });
  const of = <Type extends RunnerEvent['type']>(type: Type): Extract<RunnerEvent, { type: Type }>[] =>
    events.filter((event): event is Extract<RunnerEvent, { type: Type }> => event.type === type);
  return { time, events, run, of, chunks: (): RecordChunk[] => of('records').map(({ chunk }) => chunk) };
}

describe('StepRun', () => {
  it('measures a dummy in virtual time: exact latencies, phases, a live slice every 200 ms and records every second', async () => {
    const { time, events, run, of, chunks } = stepRun();
    await run.start();
    time.runUntilIdle();
    expect(of('phase').map(({ phase, atMs }) => [phase, atMs])).toEqual([
      ['warmUp', 500],
      ['measured', 1500],
      ['coolDown', 4500],
    ]);
    const slices = of('live').map(({ bucket }) => bucket);
    expect(slices).toHaveLength(20);
    expect(slices.map(({ fromMs, toMs }) => toMs - fromMs).every((width) => Math.abs(width - 200) < 1e-6)).toBe(true);
    expect(slices[0]).toMatchObject({ fromMs: 500, phase: 'warmUp', inFlight: 1, p50Ms: 5, p99Ms: 5 });
    expect(slices[19]?.phase).toBe('measured');
    expect(chunks().map(({ count }) => count)).toEqual([199, 200, 200, 200, 1]);
    const counted = measuredRows(chunks());
    expect(counted).toHaveLength(600);
    expect(counted.every(({ latencyMs, firstTokenMs, endMs }) => latencyMs === 5 && firstTokenMs === endMs)).toBe(true);
    expect(events.at(-1)).toMatchObject({
      type: 'stepEnded',
      facts: {
        measuredFromMs: 1500,
        measuredToMs: 4500,
        inFlightIntegralMs: 3000,
        stopped: false,
        errorKinds: [],
        reconnects: 0,
      },
    });
    expect(run.isOver).toBe(true);
  });

  it('has no phase of warm-up when there is none', async () => {
    const { time, run, of } = stepRun({ step: dummyStep({ durationSeconds: 1 }) });
    await run.start();
    time.runUntilIdle();
    expect(of('phase').map(({ phase }) => phase)).toEqual(['measured', 'coolDown']);
    expect(of('live').every(({ bucket }) => bucket.phase === 'measured')).toBe(true);
  });

  it('stops with what was measured so far, and says so once', async () => {
    const { time, events, run, of, chunks } = stepRun();
    await run.start();
    time.runUntil(1500 + 102);
    run.stop();
    run.stop();
    time.runUntilIdle();
    expect(of('stepEnded')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({
      type: 'stepEnded',
      facts: { stopped: true, measuredFromMs: 1500, measuredToMs: 1602, inFlightIntegralMs: 100 },
    });
    expect(measuredRows(chunks())).toHaveLength(20);
  });

  it.each([
    ['its load is still being read', false],
    ['its target is still being opened', true],
  ])('stops while %s', async (_, waitsForOpen) => {
    let closed = false;
    let opened = 0;
    let onOpen = (): void => undefined;
    const opening = new Promise<void>((resolve) => {
      onOpen = resolve;
    });
    const never: Target = {
      open: () => {
        opened += 1;
        onOpen();
        return new Promise(() => undefined);
      },
      prepare: () => undefined,
      send: () => undefined,
      cancel: () => undefined,
      close: () => {
        closed = true;
      },
    };
    const { run, of } = stepRun({ createTarget: () => never });
    const started = run.start();
    if (waitsForOpen) await opening;
    run.stop();
    if (!waitsForOpen) await started;
    expect(of('stepEnded')).toMatchObject([{ facts: { stopped: true, measuredFromMs: 500, measuredToMs: 500 } }]);
    expect([closed, opened]).toEqual([true, waitsForOpen ? 1 : 0]);
  });

  it('fails with the reason when its target cannot be opened, or is none', async () => {
    const step = dummyStep();
    const { latencyMs: _, ...model } = step.model;
    const { run, events } = stepRun({ step: { ...step, model } });
    await run.start();
    expect(events).toMatchObject([
      {
        type: 'stepFailed',
        failure: { reason: expect.stringContaining('latency_ms of model "Dummy Small" is missing') },
        facts: { stopped: false },
      },
    ]);
  });

  it('carries what a server said of tokens, and what was sent again, into the account of counted requests', async () => {
    const { time, run, events } = stepRun({
      step: dummyStep({ warmupSeconds: 1, durationSeconds: 1 }),
      createTarget: ({ time: clock, listener }) => {
        const inner = new FakeTarget(clock, listener, () => ({ afterMs: 100 }));
        const send = inner.send.bind(inner);
        inner.send = (request) => {
          send(request);
          listener.reconnected(request);
          listener.usage(request, { promptTokens: 20, outputTokens: 1, cachedTokens: 5 });
        };
        return inner;
      },
    });
    await run.start();
    time.runUntilIdle();
    expect(events.at(-1)).toMatchObject({
      type: 'stepEnded',
      facts: { reconnects: 10, tokensFromUsage: 10, tokensFromEvents: 0, promptTokens: 200, cachedPromptTokens: 50 },
    });
  });

  it('refuses an open loop without a rate', async () => {
    const { run, events } = stepRun({ step: dummyStep({ load: { loop: 'open' } }) });
    await run.start();
    expect(events).toMatchObject([
      { type: 'stepFailed', failure: { reason: expect.stringContaining('load.loop is "open"') } },
    ]);
  });

  it('fails a step without success, with its facts, its records and the kinds of failure', async () => {
    const { time, run, events, of, chunks } = stepRun({
      step: dummyStep({ durationSeconds: 1 }),
      createTarget: (context) =>
        new FakeTarget(context.time, context.listener, () => ({ afterMs: 100, error: 'refused' })),
    });
    await run.start();
    time.runUntilIdle();
    expect(events.at(-1)).toMatchObject({
      type: 'stepFailed',
      failure: { detail: 'said refused' },
      facts: { errorKinds: [{ kind: 'refused', example: 'said refused' }], measuredFromMs: 500, measuredToMs: 1500 },
    });
    expect(measuredRows(chunks()).map(({ outcome }) => outcome)).toEqual(new Array(10).fill('failed'));
    expect(of('log').map(({ line }) => line.message)).toContain('First failure of kind "refused": said refused');
  });

  it('counts tokens in live slices when a reply comes whole', async () => {
    const { time, run, of } = stepRun({ step: dummyStep({ durationSeconds: 1, stream: false }) });
    await run.start();
    time.runUntilIdle();
    expect(of('live')[1]?.bucket).toMatchObject({ completed: 40, outputTokens: 400 });
  });
});
