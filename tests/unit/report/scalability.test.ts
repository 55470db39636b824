import { describe, expect, it } from 'vitest';
import { fitLevels } from '../../../core/analysis/scalability.ts';
import { scalabilityLine } from '../../../core/chart/lines.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { scalabilityLaw } from '../../../core/statistics/scalability.ts';
import { latencyNotes } from '../../../main/report/content/stepNotes.ts';
import { csvFormat } from '../../../main/report/formats/csvFormat.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { documentOf, sampleRecipes } from '../../fixtures/report/sampleDocument.ts';
import { simulateStep } from '../../fixtures/report/simulateStep.ts';
import { plainSpaces } from '../format/plainSpaces.ts';

const law = { alpha: 0.05, beta: 0.95 / 8 ** 2, lambda: 20 };

/** A ladder that follows the law; the levels of a search come in the order in which it tries them. */
function ladder(scenario: StepResult['scenario'], levels: readonly number[]): ResultDocument {
  const [recipe] = sampleRecipes(['gpt2'], 6);
  if (recipe === undefined) throw new Error('the sample plan has a step');
  const steps: StepResult[] = [];
  for (const inFlight of levels) {
    const level = { label: `${inFlight} in flight`, concurrency: inFlight };
    const step: StepResult = {
      ...simulateStep({ ...recipe, index: steps.length, inFlight, level, scenario }),
      validity: { verdict: 'valid', checks: [] },
      throughput: { requestsPerSecond: scalabilityLaw(law, inFlight) },
    };
    steps.push({ ...step, ...fitLevels(step, steps) });
  }
  return documentOf(steps);
}

const sentence =
  'Universal Scalability Law: contention 5.0 %, coherency 1.5 %, R² 1.000. Its peak is at about 8 in flight, with ';

describe('scalability in a report', () => {
  it('is told by the last level measured, above the levels, and drawn', () => {
    for (const document of [
      ladder('latency/concurrent_requests', [1, 2, 4, 8, 16]),
      ladder('throughput/max_throughput', [1, 2, 4, 16, 8]),
    ]) {
      const html = plainSpaces(renderHtml(document));
      expect(html.split(sentence)).toHaveLength(2);
      expect(html).toContain('Dash-dotted: the law.');
      expect(html).not.toContain('3 of 4 levels');
      const markdown = plainSpaces(renderMarkdown(document));
      expect(markdown.split(sentence)).toHaveLength(2);
    }
  });

  it('says why there is none, and draws none', () => {
    const html = plainSpaces(renderHtml(ladder('latency/concurrent_requests', [1, 2, 4])));
    expect(html).toContain('Universal Scalability Law not fitted: 3 of 4 levels.');
    expect(html).not.toContain('Dash-dotted');
  });

  it('has its figures in CSV, of the levels so far', async () => {
    const document = ladder('latency/concurrent_requests', [1, 2, 4, 8, 16]);
    const output = await csvFormat.render(document, () => Promise.reject(new Error('no printer')));
    const [head = '', ...rows] = String(output).trim().split(/\r?\n/);
    const of = (row: number, name: string) => rows[row]?.split(',')[head.split(',').indexOf(`scalability.${name}`)];
    expect(Number(of(4, 'uslAlphaRatio'))).toBeCloseTo(0.05, 6);
    expect(Number(of(4, 'kneeConcurrency'))).toBeCloseTo(8, 4);
    expect(of(4, 'absent')).toBe('');
    expect(of(2, 'absent')).toBe('3 of 4 levels');
    expect(of(2, 'uslAlphaRatio')).toBe('');
  });
});

describe('the line of the law', () => {
  it('goes through the law between the two levels', () => {
    const [last] = ladder('latency/concurrent_requests', [1, 2, 4, 8, 16]).steps.slice(-1);
    const line = scalabilityLine(last?.scalability, 1, 16);
    expect([line[0]?.level, line.at(-1)?.level]).toEqual([1, expect.closeTo(16, 9)]);
    for (const { level, value } of line) expect(value).toBeCloseTo(scalabilityLaw(law, level), 5);
    expect(scalabilityLine({ absent: '3 of 4 levels' }, 1, 16)).toEqual([]);
    expect(scalabilityLine(undefined, 1, 16)).toEqual([]);
  });
});

describe('notes under a table of percentiles', () => {
  it('say how high the upper percentiles can be, and where failures reach the bound', () => {
    const [recipe] = sampleRecipes(['gpt2'], 6);
    const latencyMs = recipe && simulateStep(recipe).latencyMs;
    if (latencyMs === undefined) throw new Error('the sample step has a latency');
    const notes = (bounds99: NonNullable<typeof latencyMs.bounds99>) =>
      plainSpaces(latencyNotes({ ...latencyMs, bounds99 }).join(' '));
    expect(notes({ p90: 11, p95: 12.34, p99: 15 })).toContain(
      'With 99 % confidence: p95 at most 12.3 ms, p99 at most 15.0 ms.',
    );
    expect(notes({ p95: 12.34, p99: 'Infinity' })).toContain('No bound of p99: failures reach it.');
    expect(notes({})).not.toContain('bound');
  });
});
