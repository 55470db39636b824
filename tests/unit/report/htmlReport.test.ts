import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { formatRate } from '../../../core/format/quantities.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { sampleDocument } from '../../fixtures/report/sampleDocument.ts';

const document = sampleDocument(6);
const page = renderHtml(document);
const body = page.slice(page.indexOf('<body>'));
const text = body
  .replace(/<script>[\s\S]*?<\/script>/g, '')
  .replace(/<[^>]*>/g, ' ')
  .replace(/\s*\n\s*/g, ' ');

/** Everything in a page that would make a browser ask for something. */
function references(html: string): string[] {
  const attributes = [...html.matchAll(/\s(?:src|href|srcset|action|data|poster|xlink:href)="([^"]*)"/g)];
  const styles = [...html.matchAll(/url\(\s*["']?([^)"']*)/g), ...html.matchAll(/@import\s+([^;]+)/g)];
  return [...attributes, ...styles].map(([, target = '']) => target);
}

describe('HTML report', () => {
  it('asks for nothing: each reference is inside the file', () => {
    const found = references(page);
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((target) => !target.startsWith('#') && !target.startsWith('data:'))).toEqual([]);
    expect(page).not.toMatch(/<(link|iframe|object|embed|img|base|form)\b/);
  });

  it('names addresses of the network nowhere but in namespaces', () => {
    expect(page.match(/\b(?:https?|wss?|file):\/\/[^\s"'<]*/g) ?? []).toEqual([]);
  });

  it('allows only its own script to run', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(script, 'utf8').digest('base64');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(body.replace(script, '')).not.toMatch(/\son\w+=/);
  });

  it('has each id once, and a target for each link', () => {
    const ids = [...body.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...body.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
    const fills = [...body.matchAll(/url\(#([^)]*)\)/g)].map(([, id]) => id);
    expect(fills.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('answers first, then contents, environment, results, definitions, raw data', () => {
    const order = [...body.matchAll(/<h[12](?: id="[^"]*")?>([^<]*)/g)].map(([, words]) => words);
    expect(order.slice(1)).toEqual([
      'Contents',
      '1 Environment',
      '2 Results of distilgpt2',
      '3 Results of gpt2',
      '4 Definitions',
      '5 Raw data',
    ]);
  });

  it('shows each step under its heading, with its scenario', () => {
    const headings = [...body.matchAll(/<h3>(\d\.\d+ [^<]*)<\/h3><span class="mono">([^<]*)/g)].map(
      ([, title, name]) => [title, name],
    );
    expect(headings.slice(0, 6)).toEqual([
      ['2.1 Latency of one request at a time', 'latency/single_request'],
      ['2.2 Latency against requests in flight', 'latency/concurrent_requests'],
      ['2.3 Latency at 1 request in flight', 'latency/concurrent_requests'],
      ['2.4 Latency at 2 requests in flight', 'latency/concurrent_requests'],
      ['2.5 Latency at 4 requests in flight', 'latency/concurrent_requests'],
      ['2.6 Latency against batch size', 'latency/batch_processing'],
    ]);
    expect(body.match(/<section class="step"/g)).toHaveLength(20);
  });

  it('tells the numbers of the document', () => {
    const first = document.steps[0];
    const latency = first?.latencyMs;
    const interval = latency?.interval95.p50?.map(numberFromDocument) as [number, number];
    const half = formatLatency(numberFromDocument(latency?.p50 ?? 0), interval);
    expect(body).toContain(`<strong>${half}</strong>`);
    const [value = '', ...rest] = half.replace(/\u00a0ms/, '').split(' ');
    expect(body).toContain(
      `<td class="num value" data-sort="${latency?.p50}">${value}</td><td class="interval">${rest.join(' ')}</td>`,
    );
    const rate = formatRate(first?.throughput?.requestsPerSecond ?? 0, first?.throughput?.interval95).split('/s')[0];
    expect(text).toContain(`${rate}\u00a0requests/s`);
    expect(text).toContain(document.run.fingerprint.configurationHash);
    expect(text).toContain(document.run.recordsHash);
  });

  it('labels the text of synthetic weights', () => {
    expect(body.match(/Output sample, synthetic/g)).toHaveLength(14);
    expect(text).toContain('The built-in engine ran on synthetic weights: its speed is real, its text means nothing.');
  });

  it('marks what is below its sample floor, and never in bold', () => {
    expect(body).toMatch(
      /<td class="num" data-sort="[\d.]+"><span class="floor">[\d.]+<\/span>\u00a0†<\/td><td class="reason">needs 662<\/td>/,
    );
    for (const [, sentence] of body.matchAll(/<strong>([^<]*)<\/strong>/g)) expect(sentence).not.toContain('†');
  });

  it('says why what was not measured is not there', () => {
    expect(text).toContain('not measured: nvidia-smi is not on PATH');
    expect(text).toContain('No GPU was measured: nvidia-smi is not on PATH.');
  });

  it('never shows a value that is none', () => {
    expect(text).not.toMatch(/\b(NaN|undefined|null|Infinity|\[object)\b/);
  });

  it('draws a chart for each step and level comparison, with an answer for those who cannot see it', () => {
    const labels = [...body.matchAll(/role="img" aria-label="([^"]*)"/g)].map(([, label]) => label ?? '');
    expect(labels.filter((label) => label.startsWith('Latency by percentile: p50 '))).toHaveLength(14);
    expect(labels.filter((label) => label.endsWith('histogram'))).toHaveLength(14);
    expect(labels.filter((label) => label.endsWith('latency over time'))).toHaveLength(14);
    expect(labels.some((label) => label.startsWith('Latency against batch size: '))).toBe(true);
    expect(labels.every((label) => label.length > 10)).toBe(true);
  });

  it('gives the same bytes for the same document', () => {
    expect(renderHtml(sampleDocument(6))).toBe(page);
  });

  it('can be sorted where numbers stand in columns', () => {
    const tables = body.match(/<table class="data sortable"/g) ?? [];
    expect(tables).toHaveLength(5);
    const columns = [...body.matchAll(/<table class="data sortable[\s\S]*?<\/table>/g)].map(([table]) => ({
      heads: table.match(/<th scope="col"/g)?.length,
      cells: table.match(/<tbody><tr>([\s\S]*?)<\/tr>/)?.[1]?.match(/<t[hd]/g)?.length,
    }));
    for (const { heads, cells } of columns) expect(cells).toBe(heads);
  });
});

describe('HTML report of one model', () => {
  it('has one chapter of results, without its name', () => {
    const one: ResultDocument = { ...document, steps: document.steps.slice(0, 1) };
    const own = renderHtml(one);
    expect(own).toContain('2 Results</h2>');
    expect(own).not.toContain('At every load');
  });
});
