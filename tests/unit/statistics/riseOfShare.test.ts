import { describe, expect, it } from 'vitest';
import { riseOfShare } from '../../../core/statistics/changePoints.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

function drawn(random: SeededRandom, count: number, shareAt: (index: number) => number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => (random.uniform() < shareAt(index) ? 1 : 0));
}

describe('where the share of hits rises', () => {
  it.each([
    ['nothing', []],
    ['no hit', [0, 0, 0, 0]],
    ['only hits', [1, 1, 1, 1]],
    ['one at the very end', [...new Array<number>(999).fill(0), 1]],
    ['a fall', [...new Array<number>(50).fill(1), ...new Array<number>(50).fill(0)]],
    ['one of every ten throughout', Array.from({ length: 1000 }, (_, index) => (index % 10 === 0 ? 1 : 0))],
  ])('none in: %s', (_, values) => {
    expect(riseOfShare(Uint8Array.from(values))).toBeUndefined();
  });

  it('from none to all', () => {
    const isHit = Uint8Array.from({ length: 100 }, (_, index) => (index < 80 ? 0 : 1));
    expect(riseOfShare(isHit)).toMatchObject({ count: 80, shareBefore: 0, shareAfter: 1 });
  });

  it.each([0.001, 0.01, 0.05, 0.3, 0.8])(
    'is found in at most 1 %% of sequences of the share %d that never rises',
    (share) => {
      const random = new SeededRandom(11);
      let alarms = 0;
      for (let run = 0; run < 1000; run += 1)
        if (riseOfShare(drawn(random, 600, () => share)) !== undefined) alarms += 1;
      expect(alarms).toBeLessThanOrEqual(10);
    },
  );

  it.each([
    [0, 0.2],
    [0.01, 0.3],
    [0.2, 0.6],
  ])('from %d to %d is found, and its interval holds the place in 19 of 20 sequences', (low, high) => {
    const random = new SeededRandom(13);
    let found = 0;
    let held = 0;
    for (let run = 0; run < 400; run += 1) {
      // Anywhere, as the interval takes for granted.
      const place = 100 + random.integer(800);
      const rise = riseOfShare(drawn(random, 1000, (index) => (index < place ? low : high)));
      if (rise === undefined) continue;
      found += 1;
      if (rise.interval[0] <= place && place <= rise.interval[1]) held += 1;
    }
    expect(found).toBeGreaterThan(390);
    expect(held / found).toBeGreaterThan(0.92);
  });
});
