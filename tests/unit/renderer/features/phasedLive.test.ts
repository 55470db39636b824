import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../../core/contract/plannedStep.ts';
import { valueAt } from '../../../../renderer/charts/time/TimeTracks.tsx';
import { axisSeconds, livePhases, measuredFromSeconds } from '../../../../renderer/features/live/livePhases.ts';
import { liveTracks, offeredPoints } from '../../../../renderer/features/live/liveTracks.ts';
import type { LiveStep } from '../../../../renderer/state/live/LiveRun.ts';
import { StepSeries } from '../../../../renderer/state/live/StepSeries.ts';
import { plannedStepFor } from '../helpers/plannedStepFor.ts';

const burst: PlannedStep['load'] = {
  loop: 'open',
  batchSize: 1,
  seed: 42,
  phases: [
    { name: 'base', durationSeconds: 4, ratePerSecond: 10 },
    { name: 'burst', durationSeconds: 2, ratePerSecond: 30 },
    { name: 'recovery', durationSeconds: 4, ratePerSecond: 10, toRatePerSecond: 0 },
  ],
};

const step = (change: Partial<LiveStep> = {}): LiveStep => ({
  index: 0,
  startMs: 0,
  warmupSeconds: 1,
  durationSeconds: 10,
  phases: [],
  series: new StepSeries(0),
  ...change,
});

const spans = (phases: ReturnType<typeof livePhases>): unknown[] =>
  phases.map(({ name, fromSeconds, toSeconds, cut }) => [name, fromSeconds, toSeconds, cut]);

describe('a running load of several parts', () => {
  it('names its parts in the place of the measured time, from where that begins', () => {
    const plan = plannedStepFor(0, { load: burst });
    expect(spans(livePhases(step(), 11.3, plan))).toEqual([
      ['Warm-up', 0, 1, true],
      ['Base', 1, 5, false],
      ['Burst', 5, 7, false],
      ['Recovery', 7, 11, false],
      ['Cool-down', 11, 11.3, true],
    ]);
    const late = step({
      phases: [
        { phase: 'warmUp', fromSeconds: 0, plannedSeconds: 1 },
        { phase: 'measured', fromSeconds: 1.5, plannedSeconds: 10 },
      ],
    });
    expect(spans(livePhases(late, 12, plan))[1]).toEqual(['Base', 1.5, 5.5, false]);
    expect(measuredFromSeconds(late, plan)).toBe(1.5);
  });

  it('gives an engine that is loaded within the step its time before the first request', () => {
    const plan = plannedStepFor(0, { load: burst, loading: { idleSeconds: 3 } });
    expect(axisSeconds(step(), 0, plan)).toBeCloseTo(14.42, 9);
    expect(spans(livePhases(step(), 14.42, plan)).slice(0, 2)).toEqual([
      ['Idle', 0, 3, true],
      ['Warm-up', 3, 4, true],
    ]);
    const loaded = step({ phases: [{ phase: 'warmUp', fromSeconds: 5, plannedSeconds: 1 }] });
    expect(spans(livePhases(loaded, 16.48, plan)).slice(0, 4)).toEqual([
      ['Idle', 0, 3, true],
      ['Load', 3, 5, true],
      ['Warm-up', 5, 6, true],
      ['Base', 6, 10, false],
    ]);
    expect(measuredFromSeconds(loaded, plan)).toBe(6);
  });

  it('shows what it offers as a line of its own, ahead of what was measured', () => {
    const points = offeredPoints(burst, 1);
    expect(points).toBeDefined();
    if (points === undefined) return;
    expect(valueAt(points, 0.5)).toBe(10);
    expect(valueAt(points, 6.5)).toBe(30);
    expect(valueAt(points, 9)).toBe(5);
    expect(points.seconds.at(points.count - 1)).toBe(11);
    const plan = plannedStepFor(0, { load: burst });
    const throughput = liveTracks(new StepSeries(0), plan, false).find(({ id }) => id === 'throughput');
    expect(throughput?.lines.map(({ name, dash }) => [name, dash])).toEqual([
      ['offered', 'dotted'],
      ['sent or dropped', 'dashed'],
      ['completed', 'solid'],
    ]);
  });

  it('has no such line without rates', () => {
    expect(offeredPoints({ loop: 'open', ratePerSecond: 5, batchSize: 1, seed: 1 }, 1)).toBeUndefined();
    expect(
      offeredPoints(
        { loop: 'closed', batchSize: 1, seed: 1, phases: [{ name: 'warm', durationSeconds: 1, concurrency: 2 }] },
        1,
      ),
    ).toBeUndefined();
  });
});

describe('a scenario about memory', () => {
  it('has memory large in front', () => {
    const tracks = liveTracks(new StepSeries(0), plannedStepFor(0, { scenario: 'memory/memory_profiling' }), false);
    expect(tracks.map(({ id }) => id).slice(0, 2)).toEqual(['memory', 'latency']);
    expect(tracks[0]?.heightPx).toBeGreaterThan(tracks[1]?.heightPx ?? Number.POSITIVE_INFINITY);
  });
});
