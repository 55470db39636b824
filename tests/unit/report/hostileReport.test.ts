import { describe, expect, it } from 'vitest';
import { displayText, shortName } from '../../../main/report/displayText.ts';
import { html, Markup, markupText } from '../../../main/report/html/html.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { sampleDocument } from '../../fixtures/report/sampleDocument.ts';
import { hostileDocument } from '../../fixtures/report/sampleVariants.ts';

/** How often each element occurs, outside the styles and the one script. */
function elements(page: string): Map<string, number> {
  const markup = page
    .replace(/<style>[\s\S]*?<\/style>/, '<style></style>')
    .replace(/<script>[\s\S]*?<\/script>/, '<script></script>');
  const counts = new Map<string, number>();
  for (const [, name = ''] of markup.matchAll(/<([a-z][\w-]*)/gi))
    counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return counts;
}

describe('a report on hostile names', () => {
  const page = renderHtml(hostileDocument());

  it('has no element that an honest report has not', () => {
    const honest = new Set(elements(renderHtml(sampleDocument(3))).keys());
    expect([...elements(page).keys()].filter((name) => !honest.has(name))).toEqual([]);
    expect(elements(page).get('script')).toBe(1);
    expect(elements(page).get('style')).toBe(1);
  });

  it('has no handler among its attributes, and quotes that match', () => {
    for (const [tag] of page
      .slice(page.indexOf('<body>'))
      .replace(/<script>[\s\S]*?<\/script>/, '')
      .matchAll(/<[a-z][^>]*>/gi)) {
      const attributes = tag.replace(/="[^"]*"/g, '');
      expect(attributes).not.toMatch(/["'=]|\son/i);
    }
  });

  it('shows the characters that would turn the text around, and obeys none', () => {
    expect(page).toContain('[U+202E]');
    expect(page).toContain('[U+0000]');
    expect(page).not.toMatch(/[\u202a-\u202e\u200e\u200f]/);
    expect(page).not.toContain('\u0000');
  });

  it('stays as small as any other', () => {
    expect(page.length).toBeLessThan(1_200_000);
    expect(page).toContain('(9800 more characters)');
    expect(page).not.toMatch(/[wm]{400}/);
  });
});

describe('html', () => {
  it('escapes everything that is not markup', () => {
    const name = `<b a="1" b='2'>&`;
    expect(html`<p title="${name}">${name}${[name, 1]}${false}${null}${undefined}</p>`.text).toBe(
      '<p title="&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;">&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;1</p>',
    );
    expect(html`${new Markup('<i>')}${html`<u>${'<'}</u>`}`.text).toBe('<i><u>&lt;</u>');
  });

  it('is read back as what was put in', () => {
    const text = `a < b && "c" > 'd' &lt; &amp;amp;`;
    expect(markupText(html`<p class="x">${text} <svg><path d=""/></svg></p>`)).toBe(text);
  });
});

describe('displayText', () => {
  it('leaves ordinary names of any script alone', () => {
    for (const name of ['distilgpt2', 'Größe-7B', 'моделька', '模型', 'نموذج'.slice(0, 0), '👩‍🔬'])
      expect(displayText(name)).toBe(name);
  });

  it('isolates what runs from right to left', () => {
    expect(displayText('מודל 7')).toBe('\u2068מודל 7\u2069');
  });

  it('makes one line of several and shows what cannot be seen', () => {
    expect(displayText('a\r\n  b\tc\u0007\u200bd\ufeff')).toBe('a b c[U+0007][U+200B]d[U+FEFF]');
    expect(displayText('\ud800x')).toBe('\ufffdx');
  });

  it('cuts by characters, not by halves of them, and says how much is missing', () => {
    expect(displayText('👍'.repeat(5), 3)).toBe('👍👍👍… (2 more characters)');
    expect(shortName('n'.repeat(40))).toBe(`${'n'.repeat(32)}…`);
  });
});
