import { describe, expect, it } from 'vitest';
import { nearestReading } from '../../../../renderer/charts/Reading.ts';
import { figuresOf } from '../../../../renderer/features/live/LiveSide.tsx';
import {
  cumulativeReadings,
  histogramReadings,
  levelReadings,
  percentileReadings,
} from '../../../../renderer/features/results/readings.ts';
import { StepSeries } from '../../../../renderer/state/live/StepSeries.ts';
import { distributionFor, stepResultFor } from '../helpers/stepResultFor.ts';

const space = '\u00a0';

describe('what a chart says at a place', () => {
  const curve = [
    { quantile: 0.5, valueMs: 52.7, lowMs: 51.8, highMs: 54 },
    { quantile: 0.99, valueMs: 95.9 },
    { quantile: 0.999, valueMs: 'Infinity' as const },
  ];

  it('is the value with its interval, or that its sample is too small', () => {
    const readings = percentileReadings(curve, 185);
    expect(readings.map(({ title, rows }) => [title, rows[0]?.value, rows[1]?.name])).toEqual([
      ['p50', `52.7${space}ms [51.8, 54.0]`, 'n'],
      ['p99', `95.9${space}ms`, 'Below its sample floor, n'],
      ['p99.9', '∞', 'Below its sample floor, n'],
    ]);
    expect(readings[1]?.position).toBeCloseTo(2, 9);
  });

  it('is the count and share of a bin, and the share within a latency', () => {
    expect(
      histogramReadings([
        { fromMs: 30, toMs: 34, count: 1 },
        { fromMs: 34, toMs: 38, count: 3 },
      ])[1],
    ).toEqual({
      position: 36,
      title: `34.0 to 38.0${space}ms`,
      rows: [
        { name: 'Requests', value: '3' },
        { name: 'Share', value: `75${space}%` },
      ],
    });
    expect(cumulativeReadings(curve).map(({ title }) => title)).toEqual([`52.7${space}ms`, `95.9${space}ms`]);
  });

  it('is every percentile at a level, with a mark where it is below its floor', () => {
    const [reading] = levelReadings(
      [stepResultFor('a', { latencyMs: distributionFor(50, { belowFloor: ['p99'] }) })],
      false,
    );
    expect(reading?.title).toBe('2 in flight');
    expect(reading?.rows.map(({ name }) => name)).toEqual(['p99 †', 'p95', 'p50', 'Throughput']);
    expect(reading?.rows[0]?.value).toBe(`75.0${space}ms`);
  });

  it('is found by the nearest place', () => {
    const readings = [0, 1, 4].map((position) => ({ position, title: '', rows: [] }));
    expect(nearestReading(readings, 2.4)).toBe(1);
    expect(nearestReading(readings, 99)).toBe(2);
    expect(nearestReading([], 1)).toBe(-1);
  });
});

describe('the figures of a step so far', () => {
  const step = { index: 0, startMs: 0, warmupSeconds: 1, durationSeconds: 5, phases: [], series: new StepSeries(0) };

  it('are those of its result once it has ended', () => {
    expect(figuresOf(step)).toBeUndefined();
    expect(figuresOf({ ...step, result: stepResultFor('a') })).toMatchObject({
      count: 700,
      failed: 0,
      requestsPerSecond: 40,
      p95Ms: 65,
      intervals: { p50: [49.5, 50.5] },
      belowFloor: ['p999'],
      verdict: 'suspect',
    });
  });
});
