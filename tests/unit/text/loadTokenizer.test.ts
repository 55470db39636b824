import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import vocabulary from 'gpt-tokenizer/bpeRanks/r50k_base';
import { encode } from 'gpt-tokenizer/encoding/r50k_base';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTokenizer, longestTokenBytes, type Tokenizer } from '../../../main/text/Tokenizer.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer();
});

const peer = (text: string): number[] => encode(text, { disallowedSpecial: new Set() });
const root = resolve(import.meta.dirname, '../../..');

describe('loadTokenizer', () => {
  it('has the tokens that GPT-2 has', () => {
    expect(tokenizer.encode('Hello world')).toEqual([15496, 995]);
    expect(tokenizer.encode('')).toEqual([]);
    expect(tokenizer.encode(' 🌍')).toEqual([12520, 234, 235]);
    expect(tokenizer.encode('<|endoftext|>')).toEqual(peer('<|endoftext|>'));
    expect(tokenizer.bytesOf(50_257)).toHaveLength(0);
    expect(Math.max(...vocabulary.map((_, token) => tokenizer.bytesOf(token).length))).toBe(longestTokenBytes);
  });

  it('puts texts into the same tokens as its peer, which joins them one look through all pairs after the other', () => {
    for (const page of ['README.md', 'docs/MEASUREMENT.md', 'renderer/theme/tokens.css', 'package-lock.json']) {
      const text = readFileSync(join(root, page), 'utf8').slice(0, 20_000);
      expect(tokenizer.encode(text)).toEqual(peer(text));
    }
    // A byte order mark is left out: the peer does not find it among its own tokens.
    const words = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\uFEFF', ''));
    const runs = fc
      .array(fc.tuple(fc.constantFrom('a', 'ab', ' ', '\n', '-', '=', 'é', '中', '🌍', 'The', '0', 'ÃÂ'), fc.nat(90)))
      .map((parts) => parts.map(([part, times]) => part.repeat(times)).join(''));
    fc.assert(
      fc.property(fc.oneof(words, runs, fc.lorem({ maxCount: 30 })), (text) => {
        expect(tokenizer.encode(text)).toEqual(peer(text));
      }),
    );
  });

  it('takes a text of one unbroken piece as well as any other', () => {
    // Its peer needs half a minute for this one, and its stack for the next.
    const letters = 'a'.repeat(2 ** 18);
    const tokens = tokenizer.encode(letters);
    expect(Buffer.concat(tokens.map((token) => tokenizer.bytesOf(token))).toString()).toBe(letters);
    expect(new Set(tokens).size).toBeLessThanOrEqual(3);
    expect(tokenizer.encode('\u0001'.repeat(2 ** 18))).toHaveLength(2 ** 18);
  });
});
