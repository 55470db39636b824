import { describe, expect, it } from 'vitest';
import { heatMapPanels, memoryLevels, memoryLine } from '../../../../core/chart/memoryPanels.ts';
import { phaseSpans, timeColumns } from '../../../../core/chart/timeSpans.ts';
import { heatMap } from '../../../../renderer/charts/options/heatMap.ts';
import { percentileMultiples } from '../../../../renderer/charts/options/percentileMultiples.ts';
import { ratioForest } from '../../../../renderer/charts/options/ratioForest.ts';
import { regressionPlot } from '../../../../renderer/charts/options/regressionPlot.ts';
import { panelColumns, timePanels } from '../../../../renderer/charts/options/timePanels.ts';
import { byteScale } from '../../../../renderer/charts/scales.ts';
import { seriesPoints } from '../../../../renderer/features/results/answers/seriesPoints.ts';
import { readableOn, withOpacity } from '../../../../renderer/theme/colours.ts';
import { contrast } from '../helpers/colourMaths.ts';
import { drawChart, lightPaint } from '../helpers/drawChart.ts';
import { burstStep, efficiencySteps, mixStep, scalingSteps } from '../helpers/exampleScenarios.ts';

const hatch = 'fill="#abcabc"';

describe('quantities over the time of a step', () => {
  const step = burstStep();
  const data = {
    phases: phaseSpans(step.phases),
    totalSeconds: 11,
    panels: [
      {
        name: 'Latency, ms',
        lines: [
          {
            name: 'p50',
            points: seriesPoints(step.series ?? [], 'p50Ms'),
            colour: 1,
            dash: 'solid' as const,
            widthPx: 2,
          },
        ],
        limits: [{ value: 65, text: 'p95 of the base 65 ms' }],
        bracket: { fromSeconds: 7, toSeconds: 8.5, text: 'recovered in 1.5 s' },
      },
      {
        name: 'Lost, requests/s',
        lines: [],
        columns: {
          columns: timeColumns(step.series ?? [], 20, ({ failed, dropped = 0 }) => [failed, dropped]),
          parts: [
            { name: 'failed', colour: 7, opacity: 1 },
            { name: 'never sent', colour: 7, opacity: 0.5 },
          ],
        },
      },
    ],
  };

  it('name the phases, hatch what does not count, and bracket what took how long', () => {
    const { texts, svg } = drawChart(timePanels(data, lightPaint));
    expect(texts).toEqual(
      expect.arrayContaining([
        'warm-up',
        'base',
        'burst',
        'recovery',
        'Latency, ms',
        'Lost, requests/s',
        'p95 of the base 65 ms',
        'recovered in 1.5 s',
      ]),
    );
    expect(svg.split(hatch).length - 1, 'the warm-up in both panels').toBe(2);
  });

  it('stack a column from what was lost in each second', () => {
    const { svg } = drawChart(timePanels(data, lightPaint));
    // One second lost requests, in two ways: two boxes.
    expect([...svg.matchAll(/fill="rgb\(109,43,30\)"/g)].length).toBe(2);
  });

  it('begin each part of a column where the one below it ends', () => {
    const columns = [{ fromSeconds: 6, toSeconds: 7, perSecond: [1, 0, 3] }];
    const parts = ['a', 'b', 'c'].map((name) => ({ name, colour: 7, opacity: 1 }));
    const [boxes] = panelColumns({ name: 'Lost', lines: [], columns: { columns, parts } }, 0, lightPaint);
    expect(boxes?.data).toEqual([
      [6, 7, 0, 1, 0],
      [6, 7, 1, 4, 2],
    ]);
  });

  it('say an instant once, on the side where there is room', () => {
    const { texts } = drawChart(timePanels({ ...data, mark: { seconds: 5.5, text: 'breaks at 28/s' } }, lightPaint));
    expect(texts.filter((text) => text === 'breaks at 28/s')).toHaveLength(1);
  });

  it('stand empty without anything measured', () => {
    const empty = { phases: [], totalSeconds: 1, panels: [{ name: 'Latency, ms', lines: [] }] };
    expect(drawChart(timePanels(empty, lightPaint)).texts).toContain('Latency, ms');
  });
});

describe('memory against requests in flight', () => {
  it('is points, the line through them and what that says', () => {
    const steps = efficiencySteps();
    const levels = memoryLevels(steps);
    const last = steps.at(-1);
    const { texts } = drawChart(
      regressionPlot(
        {
          xName: 'Requests in flight, mean',
          yName: 'Memory, MiB',
          points: levels.map(({ inFlight, bytes }) => ({ x: inFlight, y: bytes / 2 ** 20 })),
          line:
            last === undefined
              ? []
              : memoryLine(last, levels).map(({ inFlight, bytes }) => ({ x: inFlight, y: bytes / 2 ** 20 })),
          text: '2.00 MiB per request',
          slot: 1,
        },
        lightPaint,
      ),
    );
    expect(texts).toEqual(expect.arrayContaining(['Requests in flight, mean', '2.00 MiB per request', '8']));
  });

  it('is shown in the unit of its highest value', () => {
    expect(byteScale(2 ** 30)).toEqual({ unit: 'GiB', factor: 2 ** -30 });
    expect(byteScale(700 * 2 ** 20)).toEqual({ unit: 'MiB', factor: 2 ** -20 });
    expect(byteScale(0)).toEqual({ unit: 'B', factor: 1 });
  });
});

describe('the map of combinations', () => {
  it('has a panel for each concurrency, a value in each cell, and hatch where nothing fits', () => {
    const { texts, svg } = drawChart(heatMap(heatMapPanels(scalingSteps()), lightPaint));
    expect(texts).toEqual(expect.arrayContaining(['1 in flight', '4 in flight', '17.0\u00a0MiB', 'not tried']));
    expect(texts.join(' ')).toContain('does not fit');
    expect(svg.split(hatch).length - 1).toBe(2);
  });

  it('takes colours as a build shortens them', () => {
    expect(readableOn('#123', '#fff', '#000')).toBe('#fff');
    expect(withOpacity('#fa0', 0.5)).toBe('rgba(255, 170, 0, 0.5)');
  });

  it('is readable on every colour of the palette', () => {
    for (const colour of lightPaint.colours.sequential) {
      const { text, panel } = lightPaint.colours;
      expect(contrast(readableOn(colour, text, panel), colour), colour).toBeGreaterThan(4.5);
    }
  });
});

describe('classes of requests', () => {
  it('have plots side by side under their names', () => {
    const panels = (mixStep().classes ?? []).map(({ name, curve = [] }) => ({ name, count: 300, curve }));
    const { texts } = drawChart(percentileMultiples({ panels, slot: 2 }, lightPaint));
    expect(texts).toEqual(expect.arrayContaining(['chat', 'summary', 'Latency, ms (log)', '50', '95']));
    expect(texts.filter((text) => text === 'Latency, ms (log)')).toHaveLength(1);
  });

  it('have their ratios in rows, the first on top, and a reason where there is none', () => {
    const rows = [
      { name: 'chat', ratio: 1.42, interval: [1.31, 1.55] as const, text: '1.420 [1.310, 1.550]' },
      { name: 'a name that is far too long', text: 'not measured' },
    ];
    const { texts } = drawChart(ratioForest(rows, 'in the mix / alone', 1, lightPaint));
    expect(texts).toEqual(
      expect.arrayContaining(['chat', 'a name that i…', '1.420 [1.310, 1.550]', 'not measured', '1']),
    );
  });
});
