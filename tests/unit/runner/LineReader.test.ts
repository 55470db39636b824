import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from '../../../main/runner/targets/onnx/LineReader.ts';

function read(pieces: readonly Buffer[], maximumBytes = 1000): { line: string; bytes: number }[] {
  const lines: { line: string; bytes: number }[] = [];
  const reader = new LineReader(maximumBytes, (line, bytes) => lines.push({ line, bytes }));
  for (const piece of pieces) reader.push(piece);
  return lines;
}

describe('LineReader', () => {
  const text = '{"a":1}\n\n{"text":"Grüße, 世界 🌍"}\nlast\n';
  const bytes = Buffer.from(text);
  const expected = text
    .slice(0, -1)
    .split('\n')
    .map((line) => ({ line, bytes: Buffer.byteLength(line) + 1 }));

  it('reads the same lines split at every byte', () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected);
    }
    expect(read([...bytes].map((byte) => Buffer.from([byte])))).toEqual(expected);
  });

  it('reads the same lines in any pieces, and their bytes add up to what came', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat(200)), (strings, cuts) => {
        const lines = strings.map((line) => line.replaceAll('\n', ' '));
        const all = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const ends = [...cuts.map((cut) => Math.min(cut, all.length)), all.length].sort((a, b) => a - b);
        const pieces = ends.map((end, index) => all.subarray(ends[index - 1] ?? 0, end));
        const got = read(pieces, 100_000);
        expect(got.map(({ line }) => line)).toEqual(lines);
        expect(got.reduce((sum, line) => sum + line.bytes, 0)).toBe(all.length);
      }),
    );
  });

  it('keeps a part of its own when the buffer that it came in is used again', () => {
    const lines: string[] = [];
    const reader = new LineReader(100, (line) => lines.push(line));
    const buffer = Buffer.from('abc');
    reader.push(buffer);
    buffer.fill('x');
    reader.push(Buffer.from('d\n'));
    expect(lines).toEqual(['abcd']);
  });

  it('refuses a line beyond the limit, in one piece or in many, and takes one just at it', () => {
    expect(read([Buffer.from(`${'a'.repeat(10)}\n`)], 10)).toHaveLength(1);
    expect(() => read([Buffer.from(`${'a'.repeat(11)}\n`)], 10)).toThrow('a line of more than 10 bytes');
    expect(() => read([Buffer.from('aaaaaa'), Buffer.from('aaaaa')], 10)).toThrow('a line of more than 10 bytes');
  });
});
