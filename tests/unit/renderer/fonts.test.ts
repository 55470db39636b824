import { describe, expect, it } from 'vitest';
import { typography } from '../../../core/format/numbers.ts';
import { readFont } from './helpers/readFont.ts';

const needed = `${Object.values(typography).join('')}≤≥→←↑↓↗↘Δσµ×·–…“”’°%[]()/`;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789äöüßéèçñ';

function missing(characters: Set<number>, text: string): string[] {
  return [...text].filter((letter) => !characters.has(letter.codePointAt(0) ?? 0));
}

describe('the bundled fonts have every glyph that the window shows', () => {
  const inter = readFont('inter-ui/variable/InterVariable.woff2');
  const mono = readFont('@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2');

  it('Inter: letters, digits, spaces, signs and arrows', () => {
    expect(missing(inter.characters, letters + needed)).toEqual([]);
  });

  it('Inter: tabular figures and the slashed zero', () => {
    expect(inter.features.has('tnum')).toBe(true);
    expect(inter.features.has('zero')).toBe(true);
  });

  it('JetBrains Mono: letters and digits; what it lacks, Inter has, which stands behind it', () => {
    expect(missing(mono.characters, letters)).toEqual([]);
    const lacking = missing(mono.characters, needed).join('');
    expect(missing(inter.characters, lacking)).toEqual([]);
  });
});
