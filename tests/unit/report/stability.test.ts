import { describe, expect, it } from 'vitest';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { csvFormat } from '../../../main/report/formats/csvFormat.ts';
import { Markup, markupText } from '../../../main/report/html/html.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { documentOf, sampleRecipes } from '../../fixtures/report/sampleDocument.ts';
import { simulateStep } from '../../fixtures/report/simulateStep.ts';
import { plainSpaces } from '../format/plainSpaces.ts';

const drifting = {
  errorRate: 0,
  stabilityScore: 97.2,
  driftPerHour: 0.003,
  driftPerHourInterval95: [-0.005, 0.011] as [number, number],
};
const short = { errorRate: 0, stabilityScore: 61, driftAbsent: '35 s of 60 s <wall>' };
const notJudged = { errorRate: 0, stabilityAbsent: '14.9 s of 20 s', driftAbsent: '14.9 s of 20 s' };

/** One step of the same model for each of these. */
function documentWith(reliabilities: readonly StepResult['reliability'][]): ResultDocument {
  const recipes = sampleRecipes(['gpt2'], 6);
  return documentOf(
    reliabilities.map((reliability, index) => {
      const recipe = recipes[index];
      if (recipe === undefined) throw new Error(`the sample plan has no step ${index}`);
      const step = simulateStep(recipe);
      const checks = [{ id: 'steady-state' as const, status: 'warn' as const, detail: 'latency varies by 6.1 %' }];
      return { ...step, reliability, validity: { verdict: 'suspect' as const, checks } };
    }),
  );
}

describe('stability in a report', () => {
  const document = documentWith([drifting, short, notJudged]);

  it('has a row for each step with a score: load, score, drift with its interval or why not, and the check', () => {
    const table = plainSpaces(renderMarkdown(document)).split(/^### .* Stability$/m)[1] ?? '';
    const rows = (table.split('\n## ')[0] ?? '').trim().split('\n');
    expect(rows).toEqual([
      '| Load | Score of 100 | Drift, % per hour | 95 % interval | Steady state |',
      '| --- | ---: | ---: | --- | --- |',
      expect.stringMatching(
        /^\| Latency of one request at a time \| \*\*97\*\* \| \+0\.3 \| \[−0\.5, 1\.1\] \| warns \|$/,
      ),
      expect.stringMatching(/^\| Latency .* \| \*\*61\*\* \| {2}\| 35 s of 60 s .*wall.* \| warns \|$/),
      '',
      '1 of 3 steps has no score: its section says why.',
    ]);
  });

  it('has the same in HTML, in a section of its own that the contents name, with its definitions', () => {
    const html = plainSpaces(renderHtml(document));
    const section = html.slice(html.indexOf('aria-label="Stability"'));
    expect(section).toMatch(
      /<td class="num value" data-sort="97\.2">97<\/td><td class="num" data-sort="0\.3">\+0\.3<\/td><td class="interval">\[−0\.5, 1\.1\]<\/td>/,
    );
    expect(section).toContain('35 s of 60 s &lt;wall&gt;');
    expect(markupText(new Markup(section))).toContain('1 of 3 steps has no score: its section says why.');
    expect(html).toMatch(/<a href="#section-\d-\d">\d\.\d Stability<\/a>/);
    for (const term of ['Stability score', 'Drift per hour', 'Steady state'])
      expect(html).toContain(`<dt>${term}</dt>`);
  });

  it('writes all drifts of a table with the same decimals', () => {
    const large = { ...drifting, driftPerHour: -8.12, driftPerHourInterval95: [-9.5, -7] as [number, number] };
    const markdown = plainSpaces(renderMarkdown(documentWith([drifting, large])));
    expect(markdown).toMatch(/\| \+0\.3 \| \[−0\.5, 1\.1\]/);
    expect(markdown).toMatch(/\| −812\.0 \| \[−950\.0, −700\.0\]/);
  });

  it('is left out where no step has a score', () => {
    for (const reliability of [notJudged, { errorRate: 0 }, undefined]) {
      const without = documentWith([reliability]);
      expect(renderMarkdown(without)).not.toMatch(/^### .* Stability$/m);
      expect(renderHtml(without)).not.toContain('aria-label="Stability"');
    }
  });

  it('has its raw figures and its reasons in CSV', async () => {
    const output = await csvFormat.render(document, () => Promise.reject(new Error('no printer')));
    const [head = '', ...rows] = String(output).trim().split(/\r?\n/);
    const of = (row: number, name: string) => rows[row]?.split(',')[head.split(',').indexOf(`reliability.${name}`)];
    const names = [
      'errorRateRatio',
      'stabilityScore',
      'stability.absent',
      'driftPerHourRatio',
      'driftPerHour.low95Ratio',
      'driftPerHour.high95Ratio',
      'drift.absent',
    ];
    expect(names.map((name) => of(0, name))).toEqual(['0', '97.2', '', '0.003', '-0.005', '0.011', '']);
    expect(names.map((name) => of(1, name))).toEqual(['0', '61', '', '', '', '', '35 s of 60 s <wall>']);
    expect(names.map((name) => of(2, name))).toEqual(['0', '', '14.9 s of 20 s', '', '', '', '14.9 s of 20 s']);
  });
});
