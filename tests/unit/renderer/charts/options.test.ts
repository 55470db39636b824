import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../../../core/contract/distribution.ts';
import { batchCurves } from '../../../../renderer/charts/options/batchCurves.ts';
import { cumulative, histogram } from '../../../../renderer/charts/options/histogram.ts';
import { levelCurves } from '../../../../renderer/charts/options/levelCurves.ts';
import { percentilePlot } from '../../../../renderer/charts/options/percentilePlot.ts';
import { ticksBetween } from '../../../../renderer/charts/scales.ts';
import type { Track } from '../../../../renderer/charts/Track.ts';
import { highestOf, trackData, trackFrame } from '../../../../renderer/charts/time/trackOption.ts';
import { drawChart, lightPaint } from '../helpers/drawChart.ts';

const curve: CurvePoint[] = Array.from({ length: 60 }, (_, index) => {
  const quantile = 1 - 10 ** (-index / 25);
  return { quantile, valueMs: 50 + index, lowMs: 49 + index, highMs: 52 + index };
});
const mark = (name: string, quantile: number, value: number, belowFloor = false) => ({
  name,
  quantile,
  value,
  text: String(value),
  belowFloor,
});

describe('the percentile plot', () => {
  const data = {
    curve,
    count: 300,
    marks: [mark('p50', 0.5, 57), mark('p95', 0.95, 82), mark('p99', 0.99, 100, true)],
    finiteShare: 1,
    slot: 1,
    unit: 'ms',
  };

  it('says of the first mark below the floor that it is, and marks the others', () => {
    const marks = [mark('p90', 0.9, 70, true), mark('p95', 0.95, 82, true)];
    const text = drawChart(percentilePlot({ ...data, marks }, lightPaint)).texts.join(' ');
    expect(text).toContain('p90 70, below floor');
    expect(text).toContain('p95 82 †');
  });

  it('labels percentiles, values and what lies below the floor', () => {
    const { texts, svg } = drawChart(percentilePlot(data, lightPaint));
    expect(texts).toEqual(
      expect.arrayContaining(['0', '50', '90', '95', 'Percentile, tail magnified', 'Latency, ms (log)']),
    );
    expect(texts.join(' ')).toContain('57');
    expect(texts.join(' ')).toContain('p99 100, below floor');
    expect(svg).toContain('fill="#abcabc"');
  });

  it('says from which percentile on failures make it infinite', () => {
    const infinite = curve.map((point) =>
      point.quantile > 0.94 ? { quantile: point.quantile, valueMs: 'Infinity' as const } : point,
    );
    const { texts } = drawChart(percentilePlot({ ...data, curve: infinite, finiteShare: 0.939 }, lightPaint));
    expect(texts.join(' ')).toContain('↑ ∞ from p94');
  });

  it('stands empty without points', () => {
    expect(() => drawChart(percentilePlot({ ...data, curve: [], marks: [], count: 0 }, lightPaint))).not.toThrow();
  });
});

describe('the histogram and the cumulative share', () => {
  const bins = Array.from({ length: 20 }, (_, index) => ({
    fromMs: 30 + index * 4,
    toMs: 34 + index * 4,
    count: index * 3,
  }));
  const marks = [
    { name: 'p50', value: 60 },
    { name: 'p95', value: 95 },
  ];

  it('names percentiles, the unit and what lies above', () => {
    const { texts } = drawChart(histogram({ bins, above: 16, marks, slot: 1, unit: 'ms' }, lightPaint));
    expect(texts).toEqual(
      expect.arrayContaining(['p50', 'p95', 'Latency, ms · 16 above', 'Requests per bin', '40', '100']),
    );
  });

  it('draws a bar for each bin', () => {
    const { svg } = drawChart(histogram({ bins, above: 0, marks: [], slot: 1, unit: 'ms' }, lightPaint));
    expect(
      svg.match(/fill="rgb\(16,77,207\)"[^>]*fill-opacity="0.55"|rgba\(16,77,207,0.55\)|rgba\(16, 77, 207, 0.55\)/g)
        ?.length,
    ).toBe(20);
  });

  it('ends at all requests', () => {
    const { texts } = drawChart(cumulative({ curve, marks, slot: 1, unit: 'ms' }, lightPaint));
    expect(texts).toEqual(expect.arrayContaining(['Requests within, %', '100', 'p50']));
  });
});

describe('curves against a level', () => {
  it('labels each level and each line at its end', () => {
    const curves = (['p50', 'p95'] as const).map((name, index) => ({
      name,
      dash: 'solid' as const,
      widthPx: 2,
      points: [1, 2, 8].map((level) => ({
        level,
        value: 20 * level + index * 10,
        belowFloor: level === 8 && index === 1,
      })),
    }));
    const { texts } = drawChart(
      levelCurves({ levelName: 'Requests in flight', valueName: 'Latency, ms', curves, slot: 1 }, lightPaint),
    );
    expect(texts).toEqual(expect.arrayContaining(['1', '2', '8', 'Requests in flight', 'p50', 'p95 †']));
  });

  it('draws cost and yield of batches as two tracks', () => {
    const points = [1, 4].map((level) => ({ level, value: 40 / level }));
    const { texts } = drawChart(batchCurves({ perItemMs: points, itemsPerSecond: points, slot: 1 }, lightPaint));
    expect(texts).toEqual(
      expect.arrayContaining(['ms per item', 'items/s', '1', '4', 'Items per request (batch size)']),
    );
  });
});

describe('a track over time', () => {
  const values = Float64Array.of(1024 ** 3, Number.NaN, 3 * 1024 ** 3);
  const track: Track = {
    id: 'memory',
    title: 'Memory',
    unit: 'GiB',
    heightPx: 72,
    intervals: 2,
    format: String,
    lines: [
      {
        id: 'engine',
        name: 'engine',
        slot: 1,
        dash: 'solid',
        widthPx: 2,
        factor: 1 / 1024 ** 3,
        points: () => ({ seconds: Float64Array.of(0, 1, 2), values, count: 3 }),
      },
    ],
  };

  it('shows values in the unit of the track, gaps left open and lone points as dots', () => {
    expect(highestOf(track)).toBe(3);
    const { series } = trackData(track, 10, 400);
    expect(series).toEqual([
      { id: 'engine', data: Float64Array.of(0, 1, 1, Number.NaN, 2, 3) },
      { id: 'engine dots', data: Float64Array.of(0, 1, 2, 3) },
    ]);
    expect(values[0]).toBe(1024 ** 3);
  });

  it('hatches what does not count', () => {
    const phases = [
      { name: 'Warm-up', fromSeconds: 0, toSeconds: 2, cut: true },
      { name: 'Measuring', fromSeconds: 2, toSeconds: 10, cut: false },
    ];
    const frame = trackFrame({
      track,
      paint: lightPaint,
      totalSeconds: 10,
      stepSeconds: 2,
      phases,
      scale: { maximum: 4, step: 2 },
      empty: false,
    });
    const { texts, svg } = drawChart(frame, 600, 72);
    expect(texts).toEqual(['0', '2', '4']);
    expect(svg).toContain('fill="#abcabc"');
  });
});

describe('ticksBetween', () => {
  it('stands on round numbers within the axis', () => {
    expect(ticksBetween(33.7, 92, 6)).toEqual([40, 50, 60, 70, 80, 90]);
    expect(ticksBetween(5, 5, 6)).toEqual([5]);
  });
});
