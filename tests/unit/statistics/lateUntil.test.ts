import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateUntil } from '../../../core/statistics/changePoints.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

const sequence = (text: string): Uint8Array => Uint8Array.from(text, (sign) => (sign === '1' ? 1 : 0));

/** The likelihood of a change after `count`, from its definition. */
function logLikelihood(isLate: Uint8Array, count: number): number {
  return isLate.reduce((sum, late, index) => {
    const share = index < count ? 0.95 : 0.05;
    return sum + Math.log(late === 1 ? share : 1 - share);
  }, 0);
}

describe('until where a sequence is mostly late', () => {
  it.each([
    ['nothing', '', 0, [0, 0]],
    ['nothing late', '00000', 0, [0, 1]],
    ['all late', '11111', 5, [4, 5]],
    ['a clean change', '1111100000', 5, [4, 6]],
    ['one late on its own is chance', '0000100000', 0, [0, 1]],
    ['one that was quick on the way', '1110111000', 7, [6, 8]],
    ['a late one after a quick one: of two equally likely counts the longer', '11101000', 5, [2, 6]],
    ['the first may be all or none of it', '1000', 1, [0, 2]],
    ['a quick one before it', '01000', 2, [0, 3]],
  ] as const)('%s', (_, text, count, interval) => {
    expect(lateUntil(sequence(text))).toEqual({ count, interval });
  });

  it('is the likeliest count, and holds all that are a 19th as likely', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1), { maxLength: 60 }), (values) => {
        const isLate = Uint8Array.from(values);
        const likelihoods = Array.from({ length: values.length + 1 }, (_, count) => logLikelihood(isLate, count));
        const best = Math.max(...likelihoods);
        const near = likelihoods.flatMap((one, count) => (best - one < Math.log(19) + 1e-9 ? [count] : []));
        const { count, interval } = lateUntil(isLate);
        expect(likelihoods[count]).toBeCloseTo(best, 9);
        expect(interval).toEqual([near[0], near.at(-1)]);
      }),
    );
  });

  it('holds the true count in 95 of 100 sequences of its own model', () => {
    const random = new SeededRandom(7);
    let held = 0;
    for (let run = 0; run < 1000; run += 1) {
      const truth = random.integer(200);
      const isLate = Uint8Array.from({ length: 400 }, (_, index) =>
        random.uniform() < (index < truth ? 0.95 : 0.05) ? 1 : 0,
      );
      const [low, high] = lateUntil(isLate).interval;
      if (low <= truth && truth <= high) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(950);
  });
});
