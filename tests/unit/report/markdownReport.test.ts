import { describe, expect, it } from 'vitest';
import { markdownText } from '../../../main/report/markdown/markdownTable.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { sampleDocument } from '../../fixtures/report/sampleDocument.ts';
import { failingDocument, hostileDocument } from '../../fixtures/report/sampleVariants.ts';

/** Rows of each table, as the texts of their cells. */
function tables(markdown: string): string[][][] {
  return markdown
    .split('\n\n')
    .filter((block) => block.startsWith('| '))
    .map((block) => block.split('\n').map((line) => line.slice(2, -2).split(/(?<!\\) \| /)));
}

describe('Markdown report', () => {
  const text = renderMarkdown(sampleDocument(6));

  it('has the headline, the two key numbers and a heading for each step', () => {
    expect(text).toMatch(
      /^# distilgpt2 answers half of its requests within [\d.]+\u00a0ms, gpt2 within [\d.]+\u00a0ms\n/,
    );
    expect(text.match(/\*\*[\d.]+\u00a0ms \[[\d.]+, [\d.]+\]\*\*/g)).toHaveLength(2);
    expect(text.match(/^### \d\.\d+ /gm)).toHaveLength(18);
    expect(text).toContain('### 2.3 Latency at 1 request in flight\n');
  });

  it('has tables whose rows all have as many cells as their head', () => {
    const found = tables(text);
    expect(found.length).toBeGreaterThan(30);
    for (const [head, rule, ...rows] of found) {
      expect(rule?.every((cell) => /^-{3}:?$/.test(cell))).toBe(true);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toHaveLength(head?.length ?? -1);
    }
  });

  it('holds a hostile name inside its cell', () => {
    const hostile = renderMarkdown(hostileDocument());
    for (const [head, , ...rows] of tables(hostile))
      for (const row of rows) expect(row).toHaveLength(head?.length ?? -1);
    expect(hostile).not.toMatch(/(?<!\\)<script/);
    expect(hostile).not.toMatch(/(?<!\\)\]\(/);
  });

  it('has no address and no control character outside of code, whatever the names are', () => {
    const document = hostileDocument();
    const name = '\u001b[31m see http://evil.test/ www.evil.test me@evil.test @evil \u202e\u0085\u2028';
    document.run.name = name;
    for (const step of document.steps) {
      Object.assign(step, { target: name, model: `${name}${step.model}`, level: { ...step.level, label: name } });
      step.failure = { reason: name, remedy: name, detail: name };
      step.errors = [{ kind: name, count: 1, example: name }];
    }
    const hostile = renderMarkdown(document);
    expect(hostile).toContain('`http://evil.test/`');
    expect(hostile.replace(/`[^`\n]*`/g, '')).not.toMatch(/:\/\/|www\.|@/);
    expect(hostile).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2028\u2029]/u);
  });

  it('tells failures by kind and the checks that warn', () => {
    const failing = renderMarkdown(failingDocument());
    expect(failing).toMatch(/\| connection reset: read ECONNRESET 127\.0\.0\.1:8000 \| 19 \|/);
    expect(failing).toContain('- warn: `error-rate` 19 of 368 failed');
  });
});

describe('markdownText', () => {
  it('escapes what Markdown or HTML would take as markup', () => {
    expect(markdownText('a|b *c* _d_ `e` <f> &g; [h](i) # ~~j~~')).toBe(
      'a\\|b \\*c\\* \\_d\\_ \\`e\\` \\<f\\> &amp;g; \\[h\\](i) \\# \\~\\~j\\~\\~',
    );
    expect(markdownText('1. first')).toBe('1\\. first');
    expect(markdownText('- item')).toBe('\\- item');
    expect(markdownText('two\nlines')).toBe('two lines');
  });

  it.each([
    ['see http://evil.test/a_b?c=1&d for more.', 'see `http://evil.test/a_b?c=1&d` for more.'],
    ['(HTTPS://evil.test)', '(`HTTPS://evil.test`)'],
    ['openai=http://127.0.0.1:8000', 'openai=`http://127.0.0.1:8000`'],
    ['www.evil.test, ftp://evil.test', '`www.evil.test`, `ftp://evil.test`'],
    ['write to a.b@evil.test!', 'write to `a.b@evil.test`\\!'],
    ['mailto:a@evil.test', '`mailto:a@evil.test`'],
    ['@cf/meta/llama and @team', '`@cf/meta/llama` and `@team`'],
    ['http://a`b|c<d>', '`http://a`\\`b\\|c\\<d\\>'],
    ['\\http://a', '\\\\`http://a`'],
    ['http:\u200b//a', 'http:\\[U+200B\\]//a'],
  ])('makes no link and calls nobody: %s', (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
  });

  it('leaves numbers and their intervals readable', () => {
    expect(markdownText('54.2\u00a0ms [53.8, 54.7]')).toBe('54.2\u00a0ms [53.8, 54.7]');
    expect(markdownText('[12.1, ∞]')).toBe('[12.1, ∞]');
    expect(markdownText('[1](x)')).toBe('\\[1\\](x)');
  });
});
