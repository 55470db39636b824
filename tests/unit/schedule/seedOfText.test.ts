import { describe, expect, it } from 'vitest';
import { seedOfText } from '../../../core/statistics/SeededRandom.ts';

describe('seedOfText', () => {
  it('is FNV-1a, by its published values', () => {
    expect(seedOfText('')).toBe(0x811c9dc5);
    expect(seedOfText('a')).toBe(0xe40c292c);
    expect(seedOfText('foobar')).toBe(0xbf9cf968);
  });
});
