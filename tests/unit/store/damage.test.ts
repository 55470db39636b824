import { describe, expect, it } from 'vitest';
import { SampleData } from './damagedDatabases.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const cases = 600;

describe('a database that is damaged by chance', () => {
  it('shows what was stored, or names what is damaged, and lists all runs', () => {
    const data = new SampleData(temporaryDirectory());
    const wrong: string[] = [];
    const ends = { 'as stored': 0, named: 0, refused: 0 };
    for (let seed = 1; seed <= cases; seed += 1) {
      const what = `seed ${seed}: ${data.damage(seed)}`;
      try {
        ends[data.check(seed, what)] += 1;
      } catch (error) {
        wrong.push(String((error as Error).stack).slice(0, 500));
      }
    }
    console.log(wrong.length, wrong.slice(0, 5).join('\n----\n'));
    console.log(`${cases} damaged databases: ${JSON.stringify(ends)}`);
    expect(ends.named).toBeGreaterThan(cases / 4);
  });
});
