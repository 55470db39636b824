import { describe, expect, it } from 'vitest';
import { headlines } from '../../../../renderer/features/results/headlines.ts';
import { latencyCurves, levelsTable } from '../../../../renderer/features/results/LevelsChart.tsx';
import { groupSteps } from '../../../../renderer/features/results/StepList.tsx';
import { levelOf, stepsOfCurve } from '../../../../renderer/features/results/stepsOfCurve.ts';
import { distributionFor, stepResultFor } from '../helpers/stepResultFor.ts';

const concurrency = (count: number, change = {}) => ({
  level: { label: `${count} in flight`, concurrency: count },
  load: { loop: 'closed' as const, concurrency: count, batchSize: 1, seed: 42, warmupSeconds: 1, durationSeconds: 5 },
  ...change,
});

describe('the headline numbers', () => {
  it('are six, the thin tail set back with what it needs', () => {
    const shown = headlines(stepResultFor('a'));
    expect(shown.map(({ name }) => name)).toEqual([
      'Latency p50',
      'Latency p95',
      'Latency p99',
      'Latency p99.9',
      'Throughput',
      'Memory, peak',
    ]);
    expect(shown[0]).toMatchObject({
      figure: { number: '50.0', unit: 'ms', interval: '[49.5, 50.5]' },
      note: 'from send, closed loop',
    });
    expect(shown[3]).toEqual({
      name: 'Latency p99.9',
      figure: { number: '100', unit: 'ms' },
      belowFloor: 'needs 6636 requests',
    });
    expect(shown[4]).toMatchObject({ figure: { number: '40.0', unit: 'requests/s', interval: '[39.5, 40.5]' } });
    expect(shown[5]).toMatchObject({ figure: { number: '1.00', unit: 'GiB' }, note: 'engine process' });
  });

  it('put failures first', () => {
    const failed = stepResultFor('a', {
      requests: { sent: 5633, ok: 5610, failed: 20, timedOut: 3, dropped: 0, reconnects: 0 },
      latencyMs: distributionFor(50, { p99: 'Infinity' }),
    });
    const shown = headlines(failed);
    expect(shown[0]).toEqual({
      name: 'Failed',
      figure: { number: '0.4', unit: '%' },
      note: '23 of 5633',
      tone: 'invalid',
    });
    expect(shown).toHaveLength(6);
    expect(shown[3]?.figure).toMatchObject({ number: '∞', unit: '' });
  });

  it('say that output tokens are not known where they are not', () => {
    const noteOf = (throughput: object) =>
      headlines(stepResultFor('a', { throughput: { requestsPerSecond: 40, ...throughput } })).find(
        ({ name }) => name === 'Throughput',
      )?.note;
    expect(noteOf({ outputTokensPerSecond: 400 })).toBe('400 output tokens/s');
    expect(noteOf({ outputTokensAbsent: 'the server did not say' })).toBe('output tokens not measured');
    expect(noteOf({})).toBeUndefined();
  });

  it('say why a number is missing, never 0', () => {
    const {
      latencyMs: _latency,
      throughput: _throughput,
      ...nothing
    } = stepResultFor('a', { memory: { absent: 'no reading' } });
    const shown = headlines(nothing);
    expect(shown[0]?.figure).toEqual({ absent: 'not measured: no request ended' });
    expect(shown[4]?.figure).toEqual({ absent: 'not measured: no request ended' });
    expect(shown[5]?.figure).toEqual({ absent: 'not measured: no reading' });
  });
});

describe('the curve of a step', () => {
  const steps = [
    stepResultFor('c4', concurrency(4)),
    stepResultFor('c1', concurrency(1)),
    stepResultFor('other', { ...concurrency(2), model: 'distilgpt2' }),
    stepResultFor('single', { ...concurrency(1), scenario: 'latency/single_request' }),
  ];

  it('is made of the steps that differ in their level alone, in its order', () => {
    expect(stepsOfCurve(steps, steps[0] ?? stepResultFor('x')).map(({ id }) => id)).toEqual(['c1', 'c4']);
  });

  it('keeps batches of one concurrency together', () => {
    const batch = (id: string, size: number, inFlight: number) =>
      stepResultFor(id, {
        scenario: 'latency/batch_processing',
        load: { loop: 'closed', concurrency: inFlight, batchSize: size, seed: 1, warmupSeconds: 1, durationSeconds: 5 },
      });
    const first = batch('b8', 8, 1);
    expect(stepsOfCurve([first, batch('b1', 1, 1), batch('b4', 4, 2)], first).map(({ id }) => id)).toEqual([
      'b1',
      'b8',
    ]);
    expect(levelOf(first)).toBe(8);
  });

  it('marks points below their floor', () => {
    const thin = stepResultFor(
      'thin',
      concurrency(4, { latencyMs: distributionFor(50, { belowFloor: ['p99', 'p999'] }) }),
    );
    const p99 = latencyCurves([stepResultFor('c1', concurrency(1)), thin]).find(({ name }) => name === 'p99');
    expect(p99?.points.map(({ level, belowFloor }) => [level, belowFloor])).toEqual([
      [1, undefined],
      [4, true],
    ]);
    const table = levelsTable([thin], 'Requests in flight');
    expect(table.rows[0]?.[3]?.text).toMatch(/†$/);
    expect(table.note).toMatch(/†/);
  });
});

describe('the list of steps', () => {
  it('groups by target, model and scenario, and filters by words', () => {
    const steps = [stepResultFor('a'), stepResultFor('b', { model: 'distilgpt2' }), stepResultFor('c')];
    expect(groupSteps(steps, '').map(({ subject, steps: own }) => [subject, own.length])).toEqual([
      ['onnx · gpt2', 2],
      ['onnx · distilgpt2', 1],
    ]);
    expect(groupSteps(steps, 'DISTIL')).toHaveLength(1);
    expect(groupSteps(steps, 'nothing')).toEqual([]);
  });
});
