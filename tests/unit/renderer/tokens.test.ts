import { describe, expect, it } from 'vitest';
import { contrast, type Deficiency, deltaE2000, smallestDifference, type Triple } from './helpers/colourMaths.ts';
import { readTokens, type TokenSet, type TokenSetName } from './helpers/readTokens.ts';

const sets = readTokens();

function token(set: TokenSet, name: string): string {
  const value = set[name];
  if (value === undefined) {
    throw new Error(`no token --${name}`);
  }
  return value;
}

function ratio(set: TokenSet, front: string, back: string): number {
  return contrast(token(set, front), token(set, back));
}

const series = (set: TokenSet): string[] => [1, 2, 3, 4, 5, 6, 7, 8].map((slot) => token(set, `series-${slot}`));
const sequential = (set: TokenSet): string[] => [1, 2, 3, 4, 5, 6, 7].map((step) => token(set, `sequential-${step}`));
const sight: (Deficiency | undefined)[] = [undefined, 'protan', 'deutan', 'tritan'];
const distances = (colours: string[]): number[] =>
  sight.map((deficiency) => Number(smallestDifference(colours, deficiency).toFixed(1)));

describe('the colour maths that judge the tokens', () => {
  it('gives the published CIEDE2000 differences', () => {
    const published: [Triple, Triple, number][] = [
      [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
      [[50, -1, 2], [50, 0, 0], 2.3669],
      [[50, 2.5, 0], [50, 3.1736, 0.5854], 1.0],
      [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
    ];
    for (const [first, second, expected] of published) {
      expect(deltaE2000(first, second)).toBeCloseTo(expected, 4);
    }
  });

  it('gives the extreme WCAG contrasts', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#777777')).toBe(1);
  });
});

const expectedContrast: Record<'light' | 'dark', [string, string, number][]> = {
  light: [
    ['text', 'panel', 18.0],
    ['text', 'page', 16.8],
    ['text', 'selected', 15.4],
    ['text2', 'panel', 8.4],
    ['text2', 'selected', 7.2],
    ['text3', 'panel', 5.3],
    ['text3', 'page', 4.9],
    ['text3', 'sunken', 4.6],
    ['text3', 'hover', 4.7],
    ['text3', 'selected', 4.5],
    ['accent', 'panel', 6.5],
    ['accent', 'page', 6.0],
    ['accent', 'selected', 5.5],
    ['on-accent', 'accent', 6.5],
    ['ctl', 'panel', 3.7],
    ['ctl', 'page', 3.5],
    ['ctl', 'sunken', 3.3],
    ['valid', 'valid-tint', 7.0],
    ['suspect', 'suspect-tint', 7.1],
    ['invalid', 'invalid-tint', 5.8],
    ['better', 'better-tint', 6.1],
    ['worse', 'worse-tint', 5.6],
    ['equivalent', 'equivalent-tint', 7.2],
  ],
  dark: [
    ['text', 'panel', 14.3],
    ['text', 'page', 15.6],
    ['text', 'selected', 11.7],
    ['text2', 'panel', 8.4],
    ['text2', 'selected', 6.9],
    ['text3', 'panel', 5.8],
    ['text3', 'page', 6.3],
    ['text3', 'sunken', 6.5],
    ['text3', 'hover', 5.2],
    ['text3', 'selected', 4.7],
    ['accent', 'panel', 7.8],
    ['accent', 'page', 8.5],
    ['accent', 'selected', 6.4],
    ['on-accent', 'accent', 8.1],
    ['ctl', 'panel', 4.0],
    ['ctl', 'page', 4.3],
    ['ctl', 'sunken', 4.5],
    ['valid', 'valid-tint', 9.4],
    ['suspect', 'suspect-tint', 9.9],
    ['invalid', 'invalid-tint', 5.5],
    ['better', 'better-tint', 7.7],
    ['worse', 'worse-tint', 7.8],
    ['equivalent', 'equivalent-tint', 7.3],
  ],
};

describe.each(['light', 'dark'] as const)('the %s tokens', (name) => {
  const set = sets[name];

  it.each(expectedContrast[name])('%s on %s has contrast %f', (front, back, expected) => {
    expect(ratio(set, front, back)).toBeCloseTo(expected, 0.9);
  });

  it('keeps text readable (4.5) and controls and series visible (3)', () => {
    for (const [front, back] of expectedContrast[name]) {
      expect(ratio(set, front, back), `${front} on ${back}`).toBeGreaterThanOrEqual(front === 'ctl' ? 3 : 4.5);
    }
    for (const colour of series(set)) {
      expect(contrast(colour, token(set, 'panel')), colour).toBeGreaterThan(3);
      expect(contrast(colour, token(set, 'page')), colour).toBeGreaterThan(3);
    }
  });
});

describe('colours that must not be mistaken for each other, also by colour-blind readers', () => {
  const verdicts = (set: TokenSet): string[] => ['better', 'worse', 'equivalent'].map((name) => token(set, name));
  const validities = (set: TokenSet): string[] => ['valid', 'suspect', 'invalid'].map((name) => token(set, name));

  it('series: smallest CIEDE2000 normal, protan, deutan, tritan', () => {
    expect(distances(series(sets.light))).toEqual([17.8, 12.4, 12.4, 11.0]);
    expect(distances(series(sets.dark))).toEqual([21.5, 15.0, 12.6, 11.4]);
  });

  it('validity', () => {
    expect(distances(validities(sets.light))).toEqual([34.2, 11.1, 11.7, 14.0]);
    expect(distances(validities(sets.dark))).toEqual([34.5, 19.6, 15.7, 21.7]);
  });

  it('verdict', () => {
    expect(distances(verdicts(sets.light))).toEqual([17.1, 20.1, 19.0, 15.4]);
    expect(distances(verdicts(sets.dark))).toEqual([15.8, 15.4, 16.8, 17.4]);
  });

  it('neighbouring steps of the sequential scale', () => {
    for (const set of [sets.light, sets.dark]) {
      const steps = sequential(set);
      steps.slice(1).forEach((step, index) => {
        expect(smallestDifference([steps[index] ?? '', step], 'deutan'), step).toBeGreaterThanOrEqual(8.35);
      });
    }
  });
});

describe.each(['lightMore', 'darkMore'] as TokenSetName[])('high contrast, %s', (name) => {
  const set = sets[name];

  it('has one background', () => {
    expect(new Set(['page', 'panel', 'sunken'].map((token_) => token(set, token_))).size).toBe(1);
  });

  it('gives every text at least 7:1, also on a selected row', () => {
    for (const front of ['text', 'text2', 'text3', 'accent', 'valid', 'suspect', 'invalid', 'better', 'worse']) {
      for (const back of ['panel', 'selected']) {
        expect(ratio(set, front, back), `${front} on ${back}`).toBeGreaterThanOrEqual(7);
      }
    }
  });
});

it('every set names the same tokens', () => {
  expect(Object.keys(sets.dark).sort()).toEqual(Object.keys(sets.light).sort());
});
