import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { darkTokens, lightTokens } from '../../../main/report/style/colourTokens.ts';

const css = readFileSync(new URL('../../../renderer/theme/tokens.css', import.meta.url), 'utf8');

/** The variables of the first rule whose selector ends so. */
function windowTokens(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const rule = css.slice(start, css.indexOf('}', start));
  return new Map([...rule.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}

describe('colours of a report', () => {
  it.each([
    ['light', lightTokens, '[data-theme="light"]'],
    ['dark', darkTokens, '[data-theme="dark"]'],
  ] as const)('are those of the window, %s', (_, tokens, selector) => {
    const window = windowTokens(selector);
    expect(Object.fromEntries(Object.keys(tokens).map((name) => [name, window.get(name)]))).toEqual(tokens);
  });
});
