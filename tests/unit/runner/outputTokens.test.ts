import { expect, it } from 'vitest';
import { outputTokens } from '../../../main/runner/targets/OutputSource.ts';

it('puts no output into tokens that is longer than what was asked for can be', async () => {
  expect(await outputTokens(' one two', 2)).toEqual([530, 734]);
  await expect(outputTokens('a'.repeat(500_000), 4)).rejects.toThrow(
    'too-large: an output of 500000 characters, where 4 tokens were asked for and at most 16384 characters are taken',
  );
  const long = 'a'.repeat(1000 * 256);
  expect((await outputTokens(long, 1000)).length).toBeLessThan(long.length / 3);
  await expect(outputTokens(`${long}a`, 1000)).rejects.toThrow('at most 256000 characters');
});
