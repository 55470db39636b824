import { describe, expect, it } from 'vitest';
import { SampleData } from '../unit/store/damagedDatabases.ts';
import { temporaryDirectory } from '../unit/store/temporaryDirectory.ts';

const cases = 30_000;

describe('databases under random damage', () => {
  it('show what was stored, or name what is damaged, and list all runs', () => {
    const data = new SampleData(temporaryDirectory());
    const ends = { 'as stored': 0, named: 0, refused: 0 };
    // Other damage than the short test does.
    for (let seed = 1_000_001; seed <= 1_000_000 + cases; seed += 1) {
      ends[data.check(seed, `seed ${seed}: ${data.damage(seed)}`)] += 1;
    }
    console.log(`${cases} damaged databases: ${JSON.stringify(ends)}`);
    expect(ends['as stored'] + ends.named + ends.refused).toBe(cases);
  });
});
