import { describe, expect, it } from 'vitest';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { csvFormat } from '../../../main/report/formats/csvFormat.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { sampleDocument } from '../../fixtures/report/sampleDocument.ts';
import { plainSpaces } from '../format/plainSpaces.ts';

const noPrinter = (): Promise<Uint8Array> => Promise.reject(new Error('CSV needs no printer'));

const judged: Partial<StepResult> = {
  slo: [
    { objective: 'latencyMs.p99<=200', value: 151.25, met: true, belowFloor: true },
    { objective: 'errorRate<=0.01', value: 0.05, met: false },
    { objective: 'itlMs.p50<=1', absent: 'no reply came <token> by token' },
  ],
  concurrency: { maximum: 4 },
};

function documentWith(more: Partial<StepResult>): ResultDocument {
  const document = sampleDocument(6);
  const [first, ...rest] = document.steps;
  if (first?.throughput === undefined) throw new Error('the sample has no throughput');
  const throughput = { ...first.throughput, requestsPerSecond: 10, goodputPerSecond: 9.5 };
  return { ...document, steps: [{ ...first, ...more, throughput }, ...rest] };
}

describe('service-level objectives in a report', () => {
  it('stand with their step in HTML and Markdown, and in the lead', () => {
    const document = documentWith(judged);
    const html = plainSpaces(renderHtml(document));
    expect(html).toContain(
      '<strong>1 of 3 service-level objectives met</strong>, 1 missed, 1 not measured, over all steps.',
    );
    expect(html).toMatch(/latencyMs\.p99&lt;=200[\s\S]{0,200}151(\.\d+)? ms †[\s\S]{0,400}met/);
    expect(html).toContain('not measured: no reply came &lt;token&gt; by token');
    expect(html).toMatch(/Goodput 9\.5\d* ?\/s of 10\S* ?\/s: requests that met every limit on a single request\./);
    expect(html).toContain('4 in flight is the highest that met every objective. † below its sample floor.');
    const markdown = plainSpaces(renderMarkdown(document));
    expect(markdown).toMatch(/\| errorRate.*0\\?\.01 \| 5\.0 % \| missed \|/);
    expect(markdown).toContain('**1 of 3 service-level objectives met**');
  });

  it('are said to prove nothing where their step is invalid', () => {
    const invalid = documentWith({ ...judged, validity: { verdict: 'invalid', checks: [] } });
    expect(renderMarkdown(invalid)).toContain('over all steps; 3 of them rest on an invalid step and prove nothing.');
  });

  it('are columns of the CSV', async () => {
    const text = String(await csvFormat.render(documentWith(judged), noPrinter));
    const [head = '', row = ''] = text.split(/\r?\n/);
    const cells = new Map(head.split(',').map((name, index) => [name, row.split(',')[index]]));
    expect(cells.get('slo.met')).toBe('latencyMs.p99<=200');
    expect(cells.get('slo.missed')).toBe('errorRate<=0.01');
    expect(cells.get('slo.notMeasured')).toBe('itlMs.p50<=1');
    expect(cells.get('throughput.goodputPerSecond')).toBe('9.5');
    expect(cells.get('concurrency.maximum')).toBe('4');
  });

  it('are not spoken of where there are none', () => {
    const document = sampleDocument(6);
    expect(renderMarkdown(document)).not.toContain('bjective');
    expect(renderHtml(document)).not.toContain('objectives met');
  });
});
