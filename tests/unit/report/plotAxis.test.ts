import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plotAxis } from '../../../main/report/charts/plotAxis.ts';
import { renderChart } from '../../../main/report/charts/renderChart.ts';

function drawn(min: number, max: number): string {
  const yAxis = plotAxis('vertical', { min, max, ticks: [{ at: min, label: 'from' }] });
  const xAxis = plotAxis('horizontal', { min: 0, max: 1, ticks: [] });
  return renderChart({ grid: {}, xAxis, yAxis, series: [] }, { width: 306, height: 166 }, 'a', 'an axis').text;
}

describe('an axis of a report', () => {
  it('is drawn where its ends are round but for the last bits of a computation', () => {
    for (const [min, max] of [
      [0.027100000000000003, 0.027199999999999995],
      [0.35000000000000003, 0.40000000000000013],
      [21.400000000000002, 22.600000000000005],
      [54.400000000000006, 54.600000000000016],
    ] as const) {
      expect(drawn(min, max)).toContain('from');
    }
  });

  it('is drawn from any multiple of a step to another', () => {
    const steps = fc.constantFrom(0.0001, 0.0002, 0.005, 0.05, 0.1, 0.2, 5, 20);
    fc.assert(
      fc.property(
        steps,
        fc.nat(300),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: -2, max: 2 }),
        (step, from, count, bits) => {
          const error = 1 + bits * Number.EPSILON;
          expect(drawn(from * step * error, (from + count) * step)).toContain('<svg');
        },
      ),
      { numRuns: 100 },
    );
  });
});
