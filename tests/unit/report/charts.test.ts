import { describe, expect, it } from 'vitest';
import { histogramChart } from '../../../main/report/charts/histogramChart.ts';
import { chartInk, entityInk } from '../../../main/report/charts/ink.ts';
import { latencyOverTime } from '../../../main/report/charts/latencyOverTime.ts';
import { levelCurve } from '../../../main/report/charts/levelCurve.ts';
import { loadCurve } from '../../../main/report/charts/loadCurve.ts';
import { percentilePlot } from '../../../main/report/charts/percentilePlot.ts';
import type { Markup } from '../../../main/report/html/html.ts';
import { sampleDocument } from '../../fixtures/report/sampleDocument.ts';

const ink = entityInk(0);
const [step] = sampleDocument(20).steps;
if (step?.curve === undefined || step.latencyMs === undefined) throw new Error('the sample step has a curve');
const { curve, latencyMs } = step;
const plot = {
  id: 'p',
  label: 'x',
  curve,
  count: latencyMs.count,
  finiteShare: 1,
  ink,
  marked: [{ share: 0.5, text: 'half' }],
};

/** The words of a drawing, in order. */
function words(drawing: Markup | null): string[] {
  return [...(drawing?.text ?? '').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');
}

/** The points of the paths drawn in a colour, whatever their dash. */
function paths(drawing: Markup | null, colour: string): number[][][] {
  return [...(drawing?.text ?? '').matchAll(/<path d="([^"]*)"[^>]*stroke="([^"]*)"/g)]
    .filter(([, , stroke]) => stroke === colour)
    .map(([, d = '']) => [...d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]));
}

describe('every chart', () => {
  it('takes its colours from the page and leaves nothing of the drawing library behind', () => {
    const drawing = (percentilePlot(plot)?.text ?? '').replace(/<defs >[\s\S]*?<\/defs>/, '');
    expect(drawing).not.toMatch(/#[0-9a-f]{3,8}"|zr\d|ecmeta|class="(?!chart")|<style/i);
    expect(drawing).toContain('stroke="var(--series-1)"');
    expect(drawing).toMatch(/^<svg class="chart" viewBox="0 0 642 \d+" role="img" aria-label="x">/);
  });

  it('escapes words from outside', () => {
    const drawing = loadCurve({
      id: 'l',
      label: '<b>"',
      latencyTitle: 'p50',
      lines: [{ name: '</text><script>', ink, points: [{ inFlight: 1, requestsPerSecond: 10, latencyMs: 5 }] }],
    });
    expect(drawing?.text).toContain('&lt;/text&gt;&lt;script&gt;');
    expect(drawing?.text).toContain('aria-label="&lt;b&gt;&quot;"');
    expect(drawing?.text).not.toContain('<script');
  });

  it('tells entities apart by dash and marker too', () => {
    const four = [0, 1, 2, 3].map(entityInk);
    expect(new Set(four.map(({ marker }) => marker)).size).toBe(4);
    expect(new Set(four.map(({ dash }) => String(dash))).size).toBe(4);
    expect(entityInk(5).colour).toBe(entityInk(0).colour);
    expect(entityInk(5).marker).not.toBe(entityInk(0).marker);
  });
});

describe('percentile plot', () => {
  it('rises from left to right and stays inside its frame', () => {
    const line = paths(percentilePlot(plot), ink.colour)[0] ?? [];
    expect(line.length).toBeGreaterThan(50);
    line.forEach(([x = 0, y = 0], index) => {
      const [beforeX = 0, beforeY = Number.POSITIVE_INFINITY] = line[index - 1] ?? [];
      expect(x).toBeGreaterThanOrEqual(beforeX);
      expect(y).toBeLessThanOrEqual(beforeY);
      expect(y).toBeGreaterThan(0);
    });
  });

  it('hatches what is below the floor and labels only what is above it', () => {
    const drawing = percentilePlot({ ...plot, marked: [...plot.marked, { share: 0.99, text: 'thin' }] });
    expect(drawing?.text).toContain('fill="url(#hatch)"');
    expect(words(drawing)).toEqual(
      expect.arrayContaining(['half', 'below floor', '50', '90', '95', '99', 'Percentile']),
    );
    expect(words(drawing)).not.toContain('thin');
  });

  it('leaves the top edge where failures begin', () => {
    const failing = curve.map((point) =>
      point.quantile > 0.94 ? { ...point, valueMs: 'Infinity' as const, highMs: 'Infinity' as const } : point,
    );
    expect(words(percentilePlot({ ...plot, curve: failing, finiteShare: 0.94 }))).toContain('∞ from p95');
  });

  it('is not drawn without a finite latency', () => {
    expect(percentilePlot({ ...plot, curve: [{ quantile: 0.5, valueMs: 'Infinity' }] })).toBeNull();
    expect(percentilePlot({ ...plot, curve: [] })).toBeNull();
  });
});

describe('level curve', () => {
  const rates = [
    { level: 1, value: 100 },
    { level: 2, value: 150 },
    { level: 4, value: 160 },
  ];
  const line = {
    name: 'p50',
    width: 2,
    dash: 'solid' as const,
    points: rates.map(({ level }) => ({ level, value: level * 10 })),
  };
  const recipe = {
    id: 'v',
    label: 'x',
    ink,
    levelTitle: 'In flight',
    latencyTitle: 'ms',
    latencies: [line],
    rateTitle: '/s',
    rateName: 'measured',
    rates,
  };

  it('spaces doublings evenly on both tracks', () => {
    const [above = [], below = []] = paths(levelCurve(recipe), ink.colour);
    const gaps = (points: number[][]) => points.slice(1).map(([x = 0], index) => x - (points[index]?.[0] ?? 0));
    expect(gaps(above)[0]).toBeCloseTo(gaps(above)[1] ?? 0, 0);
    expect(above.map(([x]) => x)).toEqual(below.map(([x]) => x));
    // Ten times the level on a logarithmic axis: a straight line upwards.
    const [first = [], second = [], third = []] = above;
    expect((first[1] ?? 0) - (second[1] ?? 0)).toBeCloseTo((second[1] ?? 0) - (third[1] ?? 0), 0);
  });

  it('names lines at their ends and marks thin ones', () => {
    expect(words(levelCurve(recipe))).toEqual(expect.arrayContaining(['p50', 'measured', 'ideal ↑', '1', '2', '4']));
    const thin = { ...line, points: line.points.map((point) => ({ ...point, belowFloor: true })) };
    expect(words(levelCurve({ ...recipe, latencies: [thin] }))).toContain('p50 †');
  });

  it('draws a fitted law as far as it stays in the plot', () => {
    const law = [1, 2, 4].map((level) => ({ level, value: level * 100 }));
    const drawn = (line: typeof law) => paths(levelCurve({ ...recipe, law: line }), chartInk.text)[0] ?? [];
    // The plot ends at 300: 400 at the level of 4 is above it.
    expect(drawn(law)).toHaveLength(2);
    expect(drawn(rates)).toHaveLength(3);
    expect(paths(levelCurve(recipe), chartInk.text)).toEqual([]);
  });

  it('needs two levels', () => {
    expect(levelCurve({ ...recipe, rates: rates.slice(0, 1) })).toBeNull();
    expect(levelCurve({ ...recipe, latencies: [] })).toBeNull();
  });
});

describe('half-width charts', () => {
  it('draw a bar for each bin with requests in it', () => {
    const bins = [0, 3, 0, 5].map((count, index) => ({ fromMs: index, toMs: index + 1, count }));
    const drawing = histogramChart({ id: 'h', label: 'x', bins, colour: 'var(--series-2)', marked: [] });
    expect(drawing?.text.match(/<(?:path|rect)[^>]*fill="var\(--series-2\)"/g)).toHaveLength(2);
    expect(histogramChart({ id: 'h', label: 'x', bins: [], colour: '', marked: [] })).toBeNull();
  });

  it('leave gaps where a second has no latency, and show a lonely second as a dot', () => {
    const series = [10, undefined, 12, 13, undefined].map((p50Ms, second) => ({
      atMs: second * 1000,
      completed: p50Ms === undefined ? 0 : 1,
      failed: 0,
      ...(p50Ms === undefined ? {} : { p50Ms }),
    }));
    const phases = [
      { name: 'warmUp', fromMs: 0, toMs: 1000 },
      { name: 'measured', fromMs: 1000, toMs: 5000 },
    ];
    const drawing = latencyOverTime({ id: 't', label: 'x', series, phases, colour: 'var(--series-3)' });
    const segments = [...(drawing?.text ?? '').matchAll(/<path d="([^"]*)"[^>]*stroke="var\(--series-3\)"/g)].flatMap(
      ([, d = '']) => d.split('M').slice(1),
    );
    expect(segments.filter((segment) => segment.includes('L'))).toHaveLength(1);
    expect(drawing?.text.match(/<circle[^>]*fill="var\(--series-3\)"/g)).toHaveLength(1);
    expect(drawing?.text.match(/fill="url\(#hatch\)"/g)).toHaveLength(1);
    expect(latencyOverTime({ id: 't', label: 'x', series: [], phases, colour: '' })).toBeNull();
  });
});
