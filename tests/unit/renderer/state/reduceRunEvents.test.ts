import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../../core/contract/runEvent.ts';
import type { LiveBucket } from '../../../../core/contract/runnerProtocol.ts';
import { joinReplay, reduceRunEvents } from '../../../../renderer/state/live/reduceRunEvents.ts';
import { plannedStepFor } from '../helpers/plannedStepFor.ts';
import { stepResultFor } from '../helpers/stepResultFor.ts';

const started: RunEvent = {
  type: 'runStarted',
  runId: 'run',
  number: 7,
  name: 'Quick',
  startedAt: '2026-11-24T09:12:00.000Z',
  steps: [plannedStepFor(0), plannedStepFor(1)],
  estimate: { measuredSeconds: 10, totalSeconds: 14, lowSeconds: 12, highSeconds: 20, byScenario: [] },
};
const stepStarted = (stepIndex: number, atMs: number): RunEvent => ({
  type: 'stepStarted',
  stepIndex,
  atMs,
  warmupSeconds: 1,
  durationSeconds: 5,
});
const bucket = (fromMs: number, change: Partial<LiveBucket> = {}): LiveBucket => ({
  fromMs,
  toMs: fromMs + 200,
  phase: 'measured',
  completed: 1,
  failed: 0,
  inFlight: 2,
  outputTokens: 4,
  p50Ms: 40,
  p95Ms: 60,
  p99Ms: 61,
  ...change,
});
const live = (stepIndex: number, one: LiveBucket): RunEvent => ({ type: 'live', stepIndex, bucket: one });

describe('reduceRunEvents', () => {
  it('takes steps that a search adds, and keeps the results there are', () => {
    const grown = [plannedStepFor(0), plannedStepFor(1), plannedStepFor(2)];
    const estimate = { measuredSeconds: 15, totalSeconds: 21, lowSeconds: 18, highSeconds: 30, byScenario: [] };
    const result = stepResultFor('step-1');
    const run = reduceRunEvents(undefined, [
      started,
      stepStarted(0, 1000),
      { type: 'stepEnded', stepIndex: 0, atMs: 7000, result },
      { type: 'planGrew', steps: grown, estimate },
    ]);
    expect(run).toMatchObject({ steps: grown, estimate, finishedSteps: 1 });
    expect(run?.results).toEqual([result, undefined, undefined]);
  });

  it('drops what comes before a run began', () => {
    expect(reduceRunEvents(undefined, [{ type: 'activity', atMs: 0, message: 'x' }])).toBeUndefined();
  });

  it('follows a run from its beginning to its end', () => {
    const run = reduceRunEvents(undefined, [
      started,
      { type: 'activity', atMs: 5, message: 'Loading GPT-2', fraction: 0.5 },
      { type: 'gpuPresence', presence: { present: false, reason: 'none' } },
      stepStarted(0, 1000),
      { type: 'stepPhase', stepIndex: 0, phase: 'warmUp', atMs: 1000, plannedSeconds: 1 },
      { type: 'stepPhase', stepIndex: 0, phase: 'measured', atMs: 2000, plannedSeconds: 5 },
      live(0, bucket(1000)),
      live(0, bucket(1200)),
      { type: 'progress', atMs: 1500, stepIndex: 0, stepLeftSeconds: 4.5, runLeftSeconds: 12 },
      { type: 'log', line: { level: 'warn', source: 'telemetry', message: 'late' } },
      { type: 'stepEnded', stepIndex: 0, atMs: 7000, result: stepResultFor('step-1') },
    ]);
    expect(run).toMatchObject({
      number: 7,
      status: 'running',
      finishedSteps: 1,
      warnings: 1,
      progress: { stepLeftSeconds: 4.5 },
      step: {
        index: 0,
        phases: [
          { phase: 'warmUp', fromSeconds: 0 },
          { phase: 'measured', fromSeconds: 1 },
        ],
      },
    });
    expect(run?.activity).toBeUndefined();
    expect(run?.log.map(({ message }) => message)).toEqual([
      'step 1 started: onnx gpt2 latency/concurrent_requests, 2 in flight',
      'step 1: warm-up cut, measuring 5.0\u00a0s',
      'late',
      'step 1 ended: suspect, 700 requests answered, 0 not',
    ]);
    expect(run?.step?.series.slices.count).toBe(2);
    expect(run?.step?.series.slices.value('seconds', 0)).toBeCloseTo(0.1, 9);
    const ended = reduceRunEvents(run, [
      { type: 'runEnded', runId: 'run', status: 'interrupted', finishedSteps: 1, reason: 'stopped' },
    ]);
    expect(ended).toMatchObject({ status: 'interrupted', reason: 'stopped', finishedSteps: 1 });
  });

  it('begins a new series with each step and ignores late news of another step', () => {
    const run = reduceRunEvents(undefined, [started, stepStarted(0, 0), live(0, bucket(0)), stepStarted(1, 7000)]);
    const after = reduceRunEvents(run, [live(0, bucket(7000)), live(1, bucket(7200))]);
    expect(after?.step?.series.slices.count).toBe(1);
    expect(after?.step?.index).toBe(1);
  });

  it('keeps the newest 2000 lines of the log', () => {
    const lines = Array.from(
      { length: 2500 },
      (_, index): RunEvent => ({
        type: 'log',
        line: { level: 'info', source: 'run', message: `line ${index}` },
      }),
    );
    const run = reduceRunEvents(undefined, [started, ...lines]);
    expect(run?.log).toHaveLength(2000);
    expect(run?.log.at(-1)?.message).toBe('line 2499');
  });
});

describe('the series of a step', () => {
  const seriesAfter = (...events: RunEvent[]) => {
    const series = reduceRunEvents(undefined, [started, stepStarted(0, 0), ...events])?.step?.series;
    if (series === undefined) throw new Error('no step');
    return series;
  };

  it('sums counts to whole seconds and never merges percentiles', () => {
    const series = seriesAfter(
      ...[0, 200, 400, 600, 800, 1000].map((fromMs) => live(0, bucket(fromMs, { completed: 3 }))),
    );
    expect(series.seconds.count).toBe(1);
    expect(series.seconds.value('completedPerSecond', 0)).toBe(15);
    expect(series.slices.count).toBe(6);
  });

  it('leaves a gap where no request ended', () => {
    const { p50Ms: _p50, p95Ms: _p95, p99Ms: _p99, ...empty } = bucket(200, { completed: 0 });
    const series = seriesAfter(live(0, bucket(0)), live(0, empty));
    expect(series.slices.value('p50Ms', 1)).toBeUndefined();
    expect(series.slices.value('inFlight', 1)).toBe(2);
  });

  it('tells failures as one event as long as they go on', () => {
    const series = seriesAfter(
      live(0, bucket(0, { failed: 1 })),
      live(0, bucket(200, { failed: 2 })),
      live(0, bucket(3000, { failed: 1 })),
    );
    expect(series.events.map(({ kind, fromSeconds, toSeconds }) => ({ kind, fromSeconds, toSeconds }))).toEqual([
      { kind: 'failures', fromSeconds: 0, toSeconds: 0.4 },
      { kind: 'failures', fromSeconds: 3, toSeconds: 3.2 },
    ]);
  });

  it('draws a missing reading as a gap, and gives rates only between readings', () => {
    const reading = (atMs: number): RunEvent => ({
      type: 'telemetry',
      sample: {
        atMs,
        memoryUsedBytes: 1,
        memoryTotalBytes: 2,
        networkReceivedBytes: atMs * 10,
        networkSentBytes: 0,
        processes: [],
      },
    });
    const { machine, events } = seriesAfter(reading(0), reading(500), reading(1000), reading(4000));
    expect(machine.count).toBe(5);
    expect(machine.value('receivedBytesPerSecond', 0)).toBeUndefined();
    expect(machine.value('receivedBytesPerSecond', 1)).toBe(10_000);
    expect(machine.value('receivedBytesPerSecond', 3)).toBeUndefined();
    expect(events).toEqual([{ kind: 'gap', fromSeconds: 1, toSeconds: 4, text: 'no machine reading' }]);
  });

  it('grows past its first room without losing a row', () => {
    const series = seriesAfter(
      ...Array.from({ length: 1000 }, (_, index) => live(0, bucket(index * 200, { p50Ms: index }))),
    );
    expect(series.slices.count).toBe(1000);
    expect(series.slices.value('p50Ms', 999)).toBe(999);
    expect(series.slices.rowAt('seconds', 100)).toBe(499);
    expect(series.slices.rowAt('seconds', -1)).toBe(-1);
  });
});

describe('joinReplay', () => {
  it('counts no event twice and loses none', () => {
    const replayed = [started, stepStarted(0, 0), live(0, bucket(0))];
    const arrived = [live(0, bucket(0)), live(0, bucket(200))];
    expect(joinReplay(replayed, arrived)).toEqual([...replayed, live(0, bucket(200))]);
    expect(joinReplay([], arrived)).toEqual(arrived);
  });
});
