import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareLogits, evaluateReference } from '../../../../main/engine/quality/evaluateReference.ts';
import { loadTiny, openTinyModel, type TinyModel } from '../gpt/tinyModel.ts';

describe('compareLogits', () => {
  it('gives the figures that were worked out by hand', () => {
    // softmax of [ln 1, ln 3] is [1/4, 3/4]; of [ln 1, ln 1] it is [1/2, 1/2].
    const p = Float32Array.of(0, Math.log(3));
    const q = Float32Array.of(0, 0);
    const expected = 0.25 * Math.log(0.25 / 0.5) + 0.75 * Math.log(0.75 / 0.5);
    expect(compareLogits(p, q).divergence).toBeCloseTo(expected, 7);
    expect(compareLogits(q, p).divergence).toBeCloseTo(0.5 * Math.log(0.5 / 0.25) + 0.5 * Math.log(0.5 / 0.75), 7);
    expect(compareLogits(p, Float32Array.of(1, 0))).toMatchObject({ cosine: 0, sameToken: false });
    expect(compareLogits(Float32Array.of(3, 4), Float32Array.of(4, 3)).cosine).toBeCloseTo(24 / 25, 12);
  });

  it('bears logits that no exponential bears, and shifts change nothing but the cosine', () => {
    const p = Float32Array.of(1000, 998, -500);
    const shifted = p.map((logit) => logit - 5000);
    expect(compareLogits(p, shifted).divergence).toBeLessThan(1e-9);
    expect(compareLogits(p, p)).toEqual({ cosine: expect.closeTo(1, 12), divergence: 0, sameToken: true });
  });
});

describe('evaluateReference', () => {
  let full: TinyModel;
  let int8: TinyModel;
  let int4: TinyModel;
  beforeAll(async () => {
    [full, int8, int4] = await Promise.all([openTinyModel(), openTinyModel('int8'), openTinyModel('int4')]);
  });
  afterAll(() => Promise.all([full.close(), int8.close(), int4.close()]));

  async function qualityOf({ model, weights }: TinyModel) {
    const fractions: number[] = [];
    const quality = await evaluateReference({
      model,
      reference: 'tiny in float32',
      loadReference: () => loadTiny('float32', weights),
      seed: 7,
      onProgress: (fraction) => fractions.push(fraction),
    });
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    return quality;
  }

  it('finds nothing between a model and itself', async () => {
    const quality = await qualityOf(full);
    expect(quality).toMatchObject({ reference: 'tiny in float32', samples: 128, tokenAgreement: 1 });
    expect(quality.logitCosine).toBeCloseTo(1, 9);
    expect(quality.klDivergence).toBeLessThan(1e-9);
  });

  it('finds that fewer bits lose more', async () => {
    const eight = await qualityOf(int8);
    const four = await qualityOf(int4);
    expect(eight.logitCosine).toBeGreaterThan(0.99);
    expect(eight.logitCosine).toBeLessThan(1);
    expect(four.logitCosine).toBeGreaterThan(0.8);
    expect(four.logitCosine ?? 0).toBeLessThan(eight.logitCosine ?? 0);
    expect(four.klDivergence ?? 0).toBeGreaterThan(eight.klDivergence ?? 0);
  });

  it('makes no figures of outputs that are no numbers', async () => {
    const broken = {
      configuration: full.model.configuration,
      begin: () => undefined,
      step: async (_tokens: unknown, count: number) => ({
        count,
        logits: new Float32Array(count).fill(Number.NaN),
        tokens: Int32Array.from({ length: count }, (_, token) => token),
      }),
    };
    const evaluation = evaluateReference({
      model: broken,
      reference: 'tiny in float32',
      loadReference: () => loadTiny('float32', full.weights),
      seed: 7,
      onProgress: () => undefined,
    });
    await expect(evaluation).rejects.toThrow('infinite or none');
  });

  it('is the same for the same seed', async () => {
    expect(await qualityOf(int8)).toEqual(await qualityOf(int8));
  });
});
