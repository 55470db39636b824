import { describe, expect, it } from 'vitest';
import { trendLine } from '../../../core/chart/lines.ts';
import { heatMapPanels, memoryLevels, memoryLine, sequentialStep } from '../../../core/chart/memoryPanels.ts';
import { timeColumns } from '../../../core/chart/timeSpans.ts';
import { runSummary } from '../../../main/cli/output/runSummary.ts';
import { headline } from '../../../main/report/content/headline.ts';
import { csvFormat } from '../../../main/report/formats/csvFormat.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { exampleScenarios } from '../../fixtures/report/exampleScenarios.ts';
import { plainSpaces } from '../format/plainSpaces.ts';

const document = exampleScenarios();
const html = plainSpaces(renderHtml(document));
const markdown = plainSpaces(renderMarkdown(document));

describe('a report of the scenarios with figures of their own', () => {
  it.each([
    'Recovered 6.4 s [5.9, 7.1] after the burst',
    '1.90 MiB per request in flight [1.82, 1.98]',
    '15 of 18 combinations of batch, length and concurrency fit into memory',
    'Breaks at 107 requests/s [102, 114]: requests began to fail',
  ])('answers in every format: %s', (answer) => {
    expect(html).toContain(answer);
    expect(markdown).toContain(answer.split(' [')[0]);
    expect(plainSpaces(runSummary(document))).toContain(answer);
  });

  it('draws the chart of each', () => {
    for (const question of [
      'Does it stay as it is?',
      'What does a burst cost, and when is it over?',
      'When is memory taken?',
      'What does a request in flight hold?',
      'What fits into memory?',
      'How long does each class take?',
      'What does the mix cost each class?',
      'Where does it break?',
      'When are requests in time?',
    ]) {
      expect(html).toContain(question);
    }
  });

  it('shows what was not tried with its reason, never as invalid or failed', () => {
    expect(html).toContain('Not tried: batch of 4, 256 tokens, 8 in flight did not fit.');
    expect(markdown).toContain('Not tried: batch of 4, 256 tokens, 8 in flight did not fit.');
    expect(html).not.toContain('verdict-invalid"');
    expect(plainSpaces(runSummary(document))).toContain('Step 26 was not tried: ');
    expect(plainSpaces(runSummary(document))).not.toContain('Step 26 is invalid');
  });

  it('begins with what a mix costs where that is known, and else with its latency', () => {
    const mix = document.steps.filter(({ scenario }) => scenario === 'production/mixed_workload').slice(-1);
    const known = headline({ ...document, steps: mix });
    expect(known).toMatch(/as long|alone|mix/);
    const alone = mix.map((step) => ({
      ...step,
      classes: step.classes?.map((one) => ({ ...one, interference: { absent: 'it was not measured alone' } })),
    }));
    expect(headline({ ...document, steps: alone })).toMatch(/answers half of its requests within/);
  });

  it('escapes the names of classes', () => {
    expect(html).toContain('summarize &lt;long&gt;');
    expect(html).not.toContain('<long>');
  });

  it('has its figures in CSV', async () => {
    const text = String(await csvFormat.render(document, () => Promise.reject(new Error('CSV needs no printer'))));
    const [head = '', ...rows] = text.trim().split('\r\n');
    const at = head.split(',').indexOf('recovery.seconds');
    expect(at).toBeGreaterThan(0);
    expect(rows[1]).toContain(',6.4,5.9,7.1,52.1,');
    expect(text).toContain('chat=1.42; summarize <long>=1.04');
  });
});

describe('geometry of their charts', () => {
  it('puts the band of a line around its slope, narrowest at the mean of the levels', () => {
    const steps = document.steps.filter(({ scenario }) => scenario === 'memory/memory_efficiency');
    const levels = memoryLevels(steps);
    const last = steps.at(-1);
    if (last === undefined) throw new Error('the example has levels');
    const line = memoryLine(last, levels);
    const widths = line.map(({ low = 0, high = 0 }) => high - low);
    const mean = levels.reduce((sum, { inFlight }) => sum + inFlight, 0) / levels.length;
    const narrowest = line[widths.indexOf(Math.min(...widths))];
    expect(Math.abs((narrowest?.inFlight ?? 0) - mean)).toBeLessThan(0.5);
    expect(line[0]?.bytes).toBe(612 * 1024 ** 2);
  });

  it('counts the seconds of a column as a mean', () => {
    const series = [1, 3, 5, 7, 9].map((failed, second) => ({ atMs: second * 1000, completed: 0, failed }));
    expect(timeColumns(series, 3, ({ failed }) => [failed])).toEqual([
      { fromSeconds: 0, toSeconds: 2, perSecond: [2] },
      { fromSeconds: 2, toSeconds: 4, perSecond: [6] },
      { fromSeconds: 4, toSeconds: 5, perSecond: [9] },
    ]);
  });

  it('lets all lines of a trend meet in the middle', () => {
    const [first, middle, last] = trendLine({
      middle: 10,
      perHour: 36,
      interval95: [0, 72],
      fromSeconds: 0,
      toSeconds: 200,
    });
    expect([first?.value, middle?.value, last?.value]).toEqual([9, 10, 11]);
    expect([middle?.low, middle?.high, last?.low, last?.high]).toEqual([10, 10, 10, 12]);
  });

  it('has the same rows and columns in each panel, and colours from the least to the most', () => {
    const map = heatMapPanels(document.steps.filter(({ scenario }) => scenario === 'memory/memory_scaling'));
    expect([map.batches, map.lengths, map.panels.map(({ inFlight }) => inFlight)]).toEqual([
      [1, 4, 8],
      [64, 128, 256],
      [1, 8],
    ]);
    expect(map.panels[1]?.cells.at(-1)).toEqual({ batch: 8, tokens: 256, state: 'not tried' });
    expect([0, 49, 100].map((value) => sequentialStep(value, { low: 0, high: 100 }))).toEqual([1, 4, 7]);
  });
});
