import { describe, expect, it } from 'vitest';
import type { SearchEnd } from '../../../core/contract/ladderFigures.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { entityInk } from '../../../main/report/charts/ink.ts';
import { levelCurve } from '../../../main/report/charts/levelCurve.ts';
import { lead } from '../../../main/report/content/lead.ts';
import { phraseText } from '../../../main/report/content/Phrase.ts';
import { reportOutline } from '../../../main/report/content/reportOutline.ts';
import { loadLadder } from '../../../main/report/content/usableSteps.ts';
import { csvFormat } from '../../../main/report/formats/csvFormat.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { keyFigureTable } from '../../../main/report/tables/keyFigureTable.ts';
import { documentOf, sampleRecipes } from '../../fixtures/report/sampleDocument.ts';
import { simulateStep } from '../../fixtures/report/simulateStep.ts';
import { plainSpaces } from '../format/plainSpaces.ts';

const noPrinter = (): Promise<Uint8Array> => Promise.reject(new Error('CSV needs no printer'));

const found: SearchEnd = {
  endedBy: 'saturation',
  explanation: 'Saturated: no level brings more than 61.5 requests a second <b>',
  highestRequestsPerSecond: 61.5,
  kneeConcurrency: 3,
};

/** Levels of a search in the order in which they are measured (doubling, then bisecting), and a load that rests on it. */
function searched(search: SearchEnd = found): ResultDocument {
  const [recipe] = sampleRecipes(['gpt2'], 6);
  if (recipe === undefined) throw new Error('the sample plan has a step');
  const rates = [
    [1, 20],
    [2, 40],
    [4, 60],
    [8, 61.5],
    [3, 59],
  ] as const;
  const levels = rates.map(([inFlight, requestsPerSecond], index): StepResult => {
    const level = { label: `${inFlight} in flight`, concurrency: inFlight };
    const step = simulateStep({ ...recipe, index, inFlight, level, scenario: 'throughput/max_throughput' });
    return { ...step, validity: { ...step.validity, verdict: 'valid' }, throughput: { requestsPerSecond } };
  });
  const last = levels.at(-1);
  if (last !== undefined) last.search = search;
  const base = simulateStep({ ...recipe, index: 5, scenario: 'throughput/sustained_load' });
  const { concurrency: _concurrency, ...load } = base.load;
  const sustained: StepResult = {
    ...base,
    level: { label: '43/s', ratePerSecond: 43 },
    load: { ...load, loop: 'open', ratePerSecond: 43, arrival: 'poisson' },
    requests: { sent: 250, ok: 250, failed: 0, timedOut: 0, dropped: 4, reconnects: 2 },
    ...(base.latencyMs === undefined
      ? {}
      : { sendLagMs: { ...base.latencyMs, p50: 0.05, max: 9, belowFloor: ['p95', 'p99', 'p999'] } }),
  };
  return documentOf([...levels, sustained]);
}

describe('a search in a report', () => {
  it('has a section of its levels in ascending order, without the load that rests on it', () => {
    const sections = reportOutline(searched()).results.flatMap((chapter) => chapter.sections);
    const levels = sections.filter(({ kind }) => kind === 'levels');
    expect(levels.map(({ title }) => title)).toEqual(['Maximum throughput: the search']);
    expect(levels[0]?.steps.map(({ load }) => load.concurrency)).toEqual([1, 2, 3, 4, 8]);
  });

  it('is told in the lead, with what the figure is by how it ended', () => {
    const text = (end: SearchEnd): string => plainSpaces(phraseText(lead(searched(end))));
    expect(text(found)).toContain('A search found 61.5 requests/s at most; 3 in flight bring 95 % of it. ');
    expect(text({ endedBy: 'client', explanation: 'Client-bound', highestRequestsPerSecond: 61.5 })).toContain(
      '61.5 requests/s and then the limit of the load generator, not that of the target. ',
    );
    expect(text({ endedBy: 'errors', explanation: 'Failed at once' })).not.toContain('A search found');
  });

  it('says how it ended and marks the knee in HTML; in Markdown it says so above the levels', () => {
    const html = plainSpaces(renderHtml(searched()));
    expect(html).toContain(
      'Saturated: no level brings more than 61.5 requests a second &lt;b&gt;. The knee is at 3 in flight: the fewest that bring 95 % of it.',
    );
    expect(html).toContain('knee, 3 in flight');
    expect(html).toContain('Dashed: the knee.');
    const markdown = plainSpaces(renderMarkdown(searched()));
    expect(markdown).toMatch(/### 2\.1 Maximum throughput: the search\n\nSaturated: no level brings more than 61/);
    expect(markdown).toMatch(/\| Knee \| 3 in flight \|/);
  });

  it('marks no knee where none was found', () => {
    const html = renderHtml(searched({ endedBy: 'concurrency', explanation: 'Throughput still grew' }));
    expect(html).not.toContain('knee,');
    expect(html).not.toContain('Dashed: the knee.');
  });

  it('has its figures in CSV on the step that ended it', async () => {
    const output = await csvFormat.render(searched(), noPrinter);
    const [head = '', ...rows] = String(output).trim().split(/\r?\n/);
    const at = head.split(',').indexOf('search.highestRequestsPerSecond');
    expect(at).toBeGreaterThan(0);
    expect(rows[4]).toContain('saturation');
    expect(rows[4]).toContain(',61.5,3,');
    expect(rows[0]).not.toContain('saturation');
  });

  it('shows its best level among the key figures, not the last one that it tried', () => {
    const table = keyFigureTable(reportOutline(searched()).subjects, 3);
    expect(table?.rows.map(([first]) => String(first?.content))).toEqual(['1 in flight', '8 in flight', '43/s']);
  });

  it('places the knee at its level', () => {
    const rates = [1, 2, 4, 8].map((level) => ({ level, value: level * 10 }));
    const curve = {
      id: 'a',
      label: 'a',
      ink: entityInk(0),
      levelTitle: 'In flight',
      latencyTitle: 'ms',
      latencies: [{ name: 'p50', width: 1, dash: 'solid' as const, points: rates }],
      rateTitle: 'Requests/s',
      rateName: 'measured',
      rates,
    };
    const placeOf = (kneeLevel: number): number =>
      Number(/x="([\d.]+)"[^>]*>knee/.exec(String(levelCurve({ ...curve, kneeLevel })?.toString()))?.[1]);
    expect(placeOf(8)).toBeGreaterThan(placeOf(2));
    expect(String(levelCurve(curve))).not.toContain('knee');
  });
});

describe('an open loop in a report', () => {
  it('has no place on the ladder of requests in flight', () => {
    const [subject] = reportOutline(searched()).subjects;
    if (subject === undefined) throw new Error('the sample has a subject');
    expect(subject.steps.map(({ load }) => load.loop)).toContain('open');
    expect(loadLadder(subject).map(({ load }) => load.concurrency)).toEqual([1, 2, 3, 4, 8]);
  });

  it('has its rate, where latency counts from, what was dropped and how late it sent', () => {
    const html = plainSpaces(renderHtml(searched()));
    expect(html).toContain('Open loop, 43.0/s, poisson arrivals');
    expect(html).toContain('Latency counts from intended start.');
    expect(html).toMatch(/Failed, timed out, dropped<\/th>\s*<td[^>]*>0, 0, 4</);
    expect(html).toMatch(/Sent again on a new connection<\/th>\s*<td[^>]*>2</);
    expect(html).toMatch(/Send lag<\/th>\s*<td[^>]*><span class="wrap">p50 50\.0 µs, max 9\.00 ms/);
    expect(html.match(/Send lag<\/th>/g)).toHaveLength(1);
  });
});
