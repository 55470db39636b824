import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outputAgreement } from '../../../../core/analysis/quality/outputAgreement.ts';

const output = fc.array(fc.nat(5), { maxLength: 12 });
const pairs = fc.array(fc.tuple(output, output), { minLength: 1, maxLength: 20 });

describe('outputAgreement', () => {
  it('counts positions over the longer of two outputs', () => {
    const outputs = [[1, 2, 3, 4], [1, 9, 3, 4], [1, 2], []];
    const reference = [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ];
    expect(outputAgreement(outputs, reference)).toEqual({
      samples: 4,
      exactMatch: 1 / 4,
      tokenAgreement: (1 + 3 / 4 + 2 / 4 + 0) / 4,
    });
  });

  it('aligns nothing: one token more moves all behind it', () => {
    const { tokenAgreement, exactMatch } = outputAgreement([[1, 2, 3, 4]], [[1, 7, 2, 3, 4]]);
    expect(tokenAgreement).toBe(1 / 5);
    expect(exactMatch).toBe(0);
  });

  it('holds two outputs without a token for the same, and an empty one against another for none of it', () => {
    expect(outputAgreement([[], []], [[], [1]])).toEqual({ samples: 2, exactMatch: 0.5, tokenAgreement: 0.5 });
  });

  it('is whole against itself, the same both ways, and as exact as its texts are equal', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const ours = all.map(([first]) => first);
        const theirs = all.map(([, second]) => second);
        expect(outputAgreement(ours, ours)).toMatchObject({ exactMatch: 1, tokenAgreement: 1 });
        const forth = outputAgreement(ours, theirs);
        expect(outputAgreement(theirs, ours)).toEqual(forth);
        const equal = all.filter(([first, second]) => JSON.stringify(first) === JSON.stringify(second)).length;
        expect(forth.exactMatch).toBe(equal / all.length);
        expect(forth.tokenAgreement).toBeGreaterThanOrEqual(forth.exactMatch - 1e-12);
        expect(forth.tokenAgreement).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('compares nothing where there is nothing, or not the same number of outputs', () => {
    expect(() => outputAgreement([], [])).toThrow('0 outputs cannot be held against 0');
    expect(() => outputAgreement([[1]], [[1], [2]])).toThrow(RangeError);
  });
});
