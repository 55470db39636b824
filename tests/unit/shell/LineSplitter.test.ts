import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../main/shell/workers/UtilityWorker.ts';

function linesOf(chunks: (Buffer | string)[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.add(chunk);
  splitter.end();
  return lines;
}

describe('LineSplitter', () => {
  it('tells lines as they end, and what is left at the end', () => {
    expect(linesOf(['one\ntw', 'o\r\n', '\nrest'])).toEqual(['one', 'two', '', 'rest']);
    expect(linesOf(['one\n'])).toEqual(['one']);
    expect(linesOf([])).toEqual([]);
  });

  it('gives the same lines wherever the bytes are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(60)), (text, cuts) => {
        const bytes = Buffer.from(text, 'utf8');
        const edges = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
        expect(linesOf(chunks)).toEqual(linesOf([bytes]));
      }),
    );
  });
});
