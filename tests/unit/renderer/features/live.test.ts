import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../../renderer/charts/time/TimeTracks.tsx';
import { runEnding } from '../../../../renderer/features/live/LiveAnnouncer.tsx';
import { axisSeconds, livePhases } from '../../../../renderer/features/live/livePhases.ts';
import { describeRunStatus } from '../../../../renderer/frame/StatusBar.tsx';
import type { LiveRun, LiveStep } from '../../../../renderer/state/live/LiveRun.ts';
import { StepSeries } from '../../../../renderer/state/live/StepSeries.ts';
import { plannedStepFor } from '../helpers/plannedStepFor.ts';
import { stepResultFor } from '../helpers/stepResultFor.ts';

const step = (change: Partial<LiveStep> = {}): LiveStep => ({
  index: 0,
  startMs: 0,
  warmupSeconds: 1,
  durationSeconds: 5,
  phases: [],
  series: new StepSeries(0),
  ...change,
});

describe('the axis of a running step', () => {
  it('spans the planned step and a little room from its first second', () => {
    expect(axisSeconds(step(), 0)).toBeCloseTo(6.3, 9);
    expect(axisSeconds(step({ durationSeconds: 119 }), 0)).toBeCloseTo(123.6, 9);
    expect(axisSeconds(step(), 6.2)).toBeCloseTo(6.3, 9);
  });

  it('grows by a quarter of the plan when a step overruns', () => {
    expect(axisSeconds(step(), 6.4)).toBeCloseTo(7.8, 9);
  });

  it('shows planned phases before they begin, and moves what follows a late one', () => {
    expect(livePhases(step(), 6.3)).toEqual([
      { name: 'Warm-up', fromSeconds: 0, toSeconds: 1, cut: true },
      { name: 'Measuring 5.0\u00a0s', fromSeconds: 1, toSeconds: 6, cut: false },
      { name: 'Cool-down', fromSeconds: 6, toSeconds: 6.3, cut: true },
    ]);
    const begun = step({
      phases: [
        { phase: 'warmUp', fromSeconds: 0, plannedSeconds: 1 },
        { phase: 'measured', fromSeconds: 1.1, plannedSeconds: 5 },
      ],
    });
    expect(livePhases(begun, 6.3)).toEqual([
      { name: 'Warm-up', fromSeconds: 0, toSeconds: 1.1, cut: true },
      { name: 'Measuring 5.0\u00a0s', fromSeconds: 1.1, toSeconds: 6.1, cut: false },
      { name: 'Cool-down', fromSeconds: 6.1, toSeconds: 6.3, cut: true },
    ]);
  });

  it('has no warm-up where none is planned', () => {
    expect(livePhases(step({ warmupSeconds: 0 }), 5.3).map((phase) => phase.name)).toEqual([
      'Measuring 5.0\u00a0s',
      'Cool-down',
    ]);
  });
});

describe('the value at an instant', () => {
  const points = { seconds: Float64Array.of(0, 1, 2, 5), values: Float64Array.of(10, Number.NaN, 30, 50), count: 4 };

  it('is the newest one measured before, within reach', () => {
    expect(valueAt(points, 2.2)).toBe(30);
    expect(valueAt(points, 1.2)).toBe(10);
    expect(valueAt(points, 4.9)).toBeUndefined();
    expect(valueAt(points, 5)).toBe(50);
  });
});

describe('how a run stands, in words', () => {
  const run = (change: Partial<LiveRun>): LiveRun => ({
    runId: 'run',
    number: 7,
    name: 'Quick',
    startedAt: '2026-11-24T09:12:00.000Z',
    steps: [plannedStepFor(0), plannedStepFor(1)],
    estimate: { measuredSeconds: 10, totalSeconds: 14, lowSeconds: 12, highSeconds: 20, byScenario: [] },
    status: 'running',
    stopping: false,
    finishedSteps: 1,
    results: [undefined, undefined],
    log: [],
    warnings: 0,
    ...change,
  });

  it('says what was kept', () => {
    expect(runEnding(run({ status: 'completed', finishedSteps: 2 }))).toBe('Completed, 2 steps');
    expect(
      runEnding(run({ status: 'interrupted', progress: { atMs: 97_000, stepLeftSeconds: 0, runLeftSeconds: 0 } })),
    ).toBe('Interrupted at 1:37, 1 of 2 steps kept');
    expect(runEnding(run({ status: 'failed', reason: 'disk full' }))).toBe('Failed: disk full, 1 of 2 steps kept');
    const failure = { reason: 'The server cannot be reached.', remedy: 'Start it.' };
    expect(runEnding(run({ status: 'failed', results: [stepResultFor('step-1', { failure })] }))).toBe(
      'Failed: The server cannot be reached',
    );
  });

  it('tells the status bar', () => {
    const running = run({
      step: step(),
      progress: { atMs: 9000, stepLeftSeconds: 3, runLeftSeconds: 708, lastCommitAtMs: 8600 },
    });
    expect(describeRunStatus(running, undefined, 0)).toEqual({
      running: 'Running step 1 of 2 · 11:48 left',
      detail: 'Last commit 0.4\u00a0s ago · an interruption loses at most 1 s',
    });
    expect(describeRunStatus(undefined, undefined, 3)).toEqual({ detail: 'Idle' });
  });
});
