import { describe, expect, it } from 'vitest';
import { saturationCurve } from '../../../../renderer/charts/options/saturationCurve.ts';
import { drawChart, lightPaint } from '../helpers/drawChart.ts';

const rates = [1, 2, 4, 8, 16].map((level) => ({
  level,
  value: Math.min(400, level * 100),
  interval: [Math.min(400, level * 100) - 5, Math.min(400, level * 100) + 5] as const,
}));

describe('throughput against requests in flight', () => {
  it('marks the knee and names the ideal line', () => {
    const { texts } = drawChart(saturationCurve({ rates, law: [], kneeConcurrency: 4, slot: 3 }, lightPaint));
    expect(texts).toEqual(expect.arrayContaining(['Requests/s', 'Requests in flight', 'knee: 4 in flight', 'ideal']));
  });

  it('marks none where none was found', () => {
    const { texts } = drawChart(saturationCurve({ rates, law: [], kneeConcurrency: undefined, slot: 3 }, lightPaint));
    expect(texts.join(' ')).not.toContain('knee');
  });

  it('ends the ideal line where it leaves the plot', () => {
    const option = saturationCurve({ rates, law: [], kneeConcurrency: 4, slot: 3 }, lightPaint);
    const series = Array.isArray(option.series) ? option.series : [];
    const ideal = series.find((one) => 'endLabel' in one && one.symbol === 'none')?.data as [number, number][];
    const top = (option.yAxis as { max: number }).max;
    expect(ideal.at(-1)?.[1]).toBeCloseTo(top, 6);
    for (const [x, y] of ideal) expect(y).toBeCloseTo(100 * 2 ** x, 6);
  });

  it('draws a fitted law as far as it stays in the plot', () => {
    const law = [1, 2, 4, 8].map((level) => ({ level, value: level * 110 }));
    const lineOf = (drawn: typeof law) => {
      const option = saturationCurve({ rates, law: drawn, kneeConcurrency: 4, slot: 3 }, lightPaint);
      const top = (option.yAxis as { max: number }).max;
      const series = Array.isArray(option.series) ? option.series : [];
      return { top, data: series.find((one) => one.z === 4)?.data };
    };
    const { top, data } = lineOf(law);
    expect(top).toBeLessThan(880);
    expect(data).toEqual([
      [0, 110],
      [1, 220],
      [2, 440],
    ]);
    expect(lineOf([]).data).toEqual([]);
  });

  it('draws levels of which none was answered', () => {
    const silent = [1, 2].map((level) => ({ level, value: 0 }));
    expect(() =>
      drawChart(saturationCurve({ rates: silent, law: [], kneeConcurrency: undefined, slot: 1 }, lightPaint)),
    ).not.toThrow();
    expect(() =>
      drawChart(saturationCurve({ rates: [], law: [], kneeConcurrency: undefined, slot: 1 }, lightPaint)),
    ).not.toThrow();
  });
});
