import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from '../../../main/worker/LineReader.ts';

type Seen = { line: string; bytes: number } | 'too long';

function read(pieces: readonly Buffer[], maximumLineBytes = 1000): Seen[] {
  const seen: Seen[] = [];
  const reader = new LineReader(maximumLineBytes, {
    onLine: (line, bytes) => seen.push({ line, bytes }),
    onTooLong: () => seen.push('too long'),
  });
  for (const piece of pieces) reader.push(piece);
  return seen;
}

/** The bytes cut at the given places. */
function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => Math.min(place, bytes.length)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const singleBytes = (text: string): Buffer[] => [...Buffer.from(text)].map((byte) => Buffer.from([byte]));

describe('LineReader', () => {
  const text = '{"a":1}\n\n{"text":"Grüße, 世界 🌍"}\nlast\n';
  const bytes = Buffer.from(text);
  const expected = text
    .slice(0, -1)
    .split('\n')
    .map((line) => ({ line, bytes: Buffer.byteLength(line) + 1 }));

  it('reads the same lines split at every byte', () => {
    for (let at = 0; at <= bytes.length; at += 1) expect(read(cutAt(bytes, [at]))).toEqual(expected);
    expect(read(singleBytes(text))).toEqual(expected);
  });

  it('gives no line before its end', () => {
    expect(read([Buffer.from('one\ntw')])).toEqual([{ line: 'one', bytes: 4 }]);
  });

  it('reads the same in any pieces: each line that fits, one call for each that does not', () => {
    const someStrings = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 6 });
    fc.assert(
      fc.property(someStrings, fc.array(fc.nat(200), { maxLength: 8 }), fc.nat(40), (strings, cuts, limit) => {
        const lines = strings.map((line) => line.replaceAll('\n', ' '));
        const whole = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const wanted = lines.map((line): Seen => {
          const length = Buffer.byteLength(line);
          return length > limit ? 'too long' : { line, bytes: length + 1 };
        });
        expect(read(cutAt(whole, cuts), limit)).toEqual(wanted);
      }),
    );
  });

  it('keeps a part of its own when the buffer that it came in is used again', () => {
    const lines: string[] = [];
    const reader = new LineReader(100, { onLine: (line) => lines.push(line), onTooLong: () => lines.push('too long') });
    const buffer = Buffer.from('abc');
    reader.push(buffer);
    buffer.fill('x');
    reader.push(Buffer.from('d\n'));
    expect(lines).toEqual(['abcd']);
  });

  it('tells of a line over the limit before its end, once, and reads on behind it', () => {
    expect(read(singleBytes('a'.repeat(11)), 10)).toEqual(['too long']);
    expect(read(singleBytes(`${'a'.repeat(40)}\nok\n`), 10)).toEqual(['too long', { line: 'ok', bytes: 3 }]);
    expect(read([Buffer.from(`${'a'.repeat(10)}\n`)], 10)).toEqual([{ line: 'a'.repeat(10), bytes: 11 }]);
  });
});
