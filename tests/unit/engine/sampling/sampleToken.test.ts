import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../../core/statistics/SeededRandom.ts';
import { type SamplingOptions, sampleToken } from '../../../../main/engine/generation/generate.ts';

const probabilities = [0.5, 0.25, 0.15, 0.07, 0.03];
const logits = Float32Array.from(probabilities, Math.log);
const tokens = Int32Array.of(40, 41, 42, 43, 44);

/** Share of each token in many draws. */
function sharesOf(options: SamplingOptions, draws = 20_000): number[] {
  const random = new SeededRandom(7);
  const counts = tokens.map(() => 0);
  for (let draw = 0; draw < draws; draw += 1) {
    const place = sampleToken(logits, tokens, options, random) - 40;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return Array.from(counts, (count) => count / draws);
}

function expectShares(shares: number[], expected: number[]): void {
  for (const [index, share] of expected.entries()) expect(Math.abs((shares[index] ?? 0) - share)).toBeLessThan(0.015);
}

describe('sampleToken', () => {
  it('draws by the probabilities of the logits at temperature 1', () => {
    expectShares(sharesOf({ temperature: 1, topP: 1 }), probabilities);
  });

  it('draws by their square root at temperature 2', () => {
    const roots = probabilities.map(Math.sqrt);
    const total = roots.reduce((sum, root) => sum + root, 0);
    expectShares(
      sharesOf({ temperature: 2, topP: 1 }),
      roots.map((root) => root / total),
    );
  });

  it('keeps the smallest set of candidates that holds the share topP', () => {
    expectShares(sharesOf({ temperature: 1, topP: 0.7 }), [2 / 3, 1 / 3, 0, 0, 0]);
    expectShares(sharesOf({ temperature: 1, topP: 0.76 }), [0.5 / 0.9, 0.25 / 0.9, 0.15 / 0.9, 0, 0]);
    expectShares(sharesOf({ temperature: 1, topP: 0.01 }), [1, 0, 0, 0, 0]);
  });

  it('takes the likeliest at temperature 0 and draws nothing', () => {
    const random = new SeededRandom(1);
    expect(sampleToken(logits, tokens, { temperature: 0, topP: 1 }, random)).toBe(40);
    expect(random.uint32()).toBe(new SeededRandom(1).uint32());
  });

  it('always gives one of the candidates, the same for the same seed', () => {
    const candidates = fc.array(fc.float({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 60 });
    const options = fc.record({
      temperature: fc.double({ min: 0, max: 10, noNaN: true }),
      topP: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(candidates, options, fc.nat(), (values, sampling, seed) => {
        const sorted = Float32Array.from(values).sort().reverse();
        const ids = Int32Array.from(values, (_, index) => index * 3);
        const draw = (): number => sampleToken(sorted, ids, sampling, new SeededRandom(seed));
        expect(ids).toContain(draw());
        expect(draw()).toBe(draw());
      }),
    );
  });

  it('refuses a model that computed nothing usable', () => {
    const broken = Float32Array.of(Number.NaN, 1);
    expect(() => sampleToken(broken, Int32Array.of(0, 1), { temperature: 0, topP: 1 }, new SeededRandom(0))).toThrow(
      'the model gave NaN as its largest logit',
    );
  });
});
