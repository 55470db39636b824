import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextPieces } from '../../../main/serve/text/TextPieces.ts';

/** Pushes bytes cut at the given places; gives the pieces that came. */
function pieces(bytes: Buffer, cuts: readonly number[], stops: readonly string[] = []): string[] {
  const text = new TextPieces(stops);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const shown = [...places, bytes.length].map((end, index) =>
    text.push(bytes.subarray(index === 0 ? 0 : places[index - 1], end)),
  );
  return [...shown, text.end()];
}

const anyText = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => Buffer.from(text).toString());
const anyCuts = fc.array(fc.nat(200), { maxLength: 30 });

describe('TextPieces', () => {
  it('holds a character back until all of it has come', () => {
    expect(pieces(Buffer.from('a€b'), [2, 3])).toEqual(['a', '', '€b', '']);
    expect(pieces(Buffer.from('€').subarray(0, 2), [])).toEqual(['', '\ufffd']);
  });

  it('gives the same text wherever tokens end, each piece of whole characters', () => {
    fc.assert(
      fc.property(anyText, anyCuts, (text, cuts) => {
        const shown = pieces(Buffer.from(text), cuts);
        expect(shown.join('')).toBe(text);
        for (const piece of shown) expect(Buffer.from(piece).toString()).toBe(piece);
      }),
    );
  });

  it('ends before the first stop string, wherever tokens end', () => {
    const few = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(few, anyCuts, fc.array(few, { maxLength: 3 }), (text, cuts, stops) => {
        const shown = pieces(Buffer.from(text), cuts, stops).join('');
        const found = stops.some((stop) => text.includes(stop));
        if (!found) expect(shown).toBe(text);
        else {
          expect(text.startsWith(shown)).toBe(true);
          for (const stop of stops) expect(shown).not.toContain(stop);
          expect(stops.some((stop) => text.startsWith(shown + stop))).toBe(true);
        }
      }),
    );
  });
});
