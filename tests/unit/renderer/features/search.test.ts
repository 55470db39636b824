import { describe, expect, it } from 'vitest';
import type { PlannedStep, SearchLimits } from '../../../../core/contract/plannedStep.ts';
import type { RunEvent } from '../../../../core/contract/runEvent.ts';
import { describeLoad } from '../../../../renderer/features/home/QuickPanel.tsx';
import { segmentsOfSteps } from '../../../../renderer/features/live/LiveHeader.tsx';
import { planTraits } from '../../../../renderer/features/plan/LoadFields.tsx';
import { levelOf, stepsOfCurve } from '../../../../renderer/features/results/stepsOfCurve.ts';
import { searchLevel, stepCountText } from '../../../../renderer/state/live/LiveRun.ts';
import { reduceRunEvents } from '../../../../renderer/state/live/reduceRunEvents.ts';
import { plannedStepFor } from '../helpers/plannedStepFor.ts';
import { stepResultFor } from '../helpers/stepResultFor.ts';

const search: SearchLimits = { budgetSeconds: 60, maximumConcurrency: 64, durationSeconds: 6, warmupSeconds: 1 };
const level = (index: number): PlannedStep => plannedStepFor(index, { scenario: 'throughput/max_throughput', search });
const end = { endedBy: 'saturation', explanation: 'Saturated' } as const;
const estimate = { measuredSeconds: 10, totalSeconds: 14, lowSeconds: 12, highSeconds: 90, byScenario: [] };

function runOf(steps: PlannedStep[], events: RunEvent[] = []) {
  const started: RunEvent = {
    type: 'runStarted',
    runId: 'run',
    number: 1,
    name: 'Quick',
    startedAt: '2026-11-24T09:12:00.000Z',
    steps,
    estimate,
  };
  const run = reduceRunEvents(undefined, [started, ...events]);
  if (run === undefined) throw new Error('the run has begun');
  return run;
}

describe('a search that goes on', () => {
  it('counts its own levels alone', () => {
    const steps = [plannedStepFor(0), level(1), level(2), { ...level(3), target: 'other' }, plannedStepFor(4)];
    expect(steps.map((step) => searchLevel(steps, step))).toEqual([undefined, 1, 2, 1, undefined]);
  });

  it('makes the number of steps a least one until its end is told', () => {
    const steps = [level(0), plannedStepFor(1)];
    const ended: RunEvent = {
      type: 'stepEnded',
      stepIndex: 0,
      atMs: 1,
      result: stepResultFor('step-1', { scenario: 'throughput/max_throughput', search: end }),
    };
    expect(stepCountText(runOf(steps))).toBe('at least 2');
    expect(stepCountText(runOf(steps, [ended]))).toBe('2');
    expect(stepCountText(runOf([plannedStepFor(0)]))).toBe('1');
    const stopped: RunEvent = { type: 'runEnded', runId: 'run', status: 'interrupted', finishedSteps: 0 };
    expect(stepCountText(runOf(steps, [stopped]))).toBe('2');
  });

  it('keeps the pieces of the bar as they are when steps are added, up to eight', () => {
    const before = segmentsOfSteps([plannedStepFor(0), level(1), plannedStepFor(2)]);
    const grown = [plannedStepFor(0), ...Array.from({ length: 8 }, (_, index) => level(index + 1)), plannedStepFor(9)];
    const after = segmentsOfSteps(grown);
    const shape = (pieces: typeof before) => pieces.map(({ places, weight }) => [places, weight]);
    expect(shape(before)).toEqual([
      [1, 1],
      [8, 4],
      [1, 1],
    ]);
    expect(shape(after)).toEqual(shape(before));
    expect(after[1]?.steps).toHaveLength(8);
    expect(segmentsOfSteps([...grown.slice(0, 9), level(9)])[1]?.places).toBe(16);
  });

  it('holds the load that rests on it in its piece of the bar', () => {
    const { search: _limits, ...load } = level(1);
    expect(segmentsOfSteps([level(0), load])).toHaveLength(1);
    expect(segmentsOfSteps([plannedStepFor(0), plannedStepFor(1)]), 'levels that were planned').toHaveLength(2);
  });
});

describe('a plan with a search', () => {
  it('shows fields where they apply, and those that have a value', () => {
    const none = { openLoop: false, servers: false, engine: false, search: false, traffic: false };
    expect(planTraits([], {})).toEqual(none);
    expect(planTraits([], { ratePerSecond: 5, vendorFields: false, provider: 'cpu' })).toEqual({
      ...none,
      openLoop: true,
      servers: true,
      engine: true,
    });
    expect(planTraits([level(0)], {})).toEqual({ ...none, search: true });
    expect(planTraits([{ ...level(0), search: { ...search, arrival: 'constant' } }], {}).openLoop).toBe(true);
    expect(planTraits([plannedStepFor(0, { engine: 'openai', url: 'http://x' })], {}).servers).toBe(true);
  });

  it('has a range on Home and no number of steps', () => {
    const plan = { name: 'Quick', steps: [level(0)], problems: [], estimate };
    const request = { name: 'Quick', cells: [], load: {}, seed: 42 };
    expect(describeLoad(plan, request).cost.replaceAll('\u00a0', ' ')).toBe(
      '12.0 s to 1 min 30 s · a search finds its steps while it runs',
    );
  });
});

describe('the curve of a search', () => {
  it('has its levels in ascending order and not the load that rests on it', () => {
    const scenario = 'throughput/sustained_load';
    const closed = (concurrency: number) =>
      stepResultFor(`step-${concurrency}`, {
        scenario,
        load: { loop: 'closed', concurrency, batchSize: 1, seed: 1, warmupSeconds: 0, durationSeconds: 1 },
      });
    const open = stepResultFor('open', {
      scenario,
      load: { loop: 'open', ratePerSecond: 70, batchSize: 1, seed: 1, warmupSeconds: 0, durationSeconds: 1 },
    });
    const steps = [closed(1), closed(4), closed(2), open];
    expect(stepsOfCurve(steps, closed(4)).map(levelOf)).toEqual([1, 2, 4]);
    expect(stepsOfCurve(steps, open)).toEqual([open]);
  });
});
