import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from '../../../../main/engine/channel/LineReader.ts';

function read(pieces: string[], limit = 100): string[] {
  const seen: string[] = [];
  const reader = new LineReader(
    limit,
    (line) => seen.push(line),
    () => seen.push('TOO LONG'),
  );
  for (const piece of pieces) reader.push(piece);
  return seen;
}

describe('LineReader', () => {
  it('gives whole lines only, and skips empty ones', () => {
    expect(read(['one\ntw', 'o\n\n  \nthr', 'ee'])).toEqual(['one', 'two']);
  });

  it('does not depend on where the stream is cut', () => {
    const text = fc.array(
      fc.string({ minLength: 1 }).map((line) => `x${line.replaceAll('\n', ' ')}`),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(text, fc.nat(10), (lines, size) => {
        const whole = lines.map((line) => `${line}\n`).join('');
        const pieces = whole.match(new RegExp(`[^]{1,${size + 1}}`, 'g')) ?? [];
        expect(read(pieces, 1000)).toEqual(lines);
      }),
    );
  });

  it('reports a line that is too long once, and reads on behind it', () => {
    expect(read(['abcd', 'efgh', 'ijkl\nok\n', 'abcdefghijkl\nfine\n'], 10)).toEqual([
      'TOO LONG',
      'ok',
      'TOO LONG',
      'fine',
    ]);
    expect(read(['abcdefghij\n'], 10)).toEqual(['abcdefghij']);
  });
});
