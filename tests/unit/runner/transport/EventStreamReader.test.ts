import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventStreamReader } from '../../../../main/runner/transport/sse/EventStreamReader.ts';

type Told = { data: string; type: string } | 'too large';

/** What a reader tells of a stream that comes in these pieces. */
function read(pieces: readonly Uint8Array[], maximumBytes = 1000): Told[] {
  const told: Told[] = [];
  const reader = new EventStreamReader(maximumBytes, {
    onEvent: (data, type) => told.push({ data, type }),
    onTooLarge: () => told.push('too large'),
  });
  for (const piece of pieces) reader.push(Buffer.from(piece));
  return told;
}

/** The same by other means: the whole stream as text, split by the standard's own grammar. */
function readWhole(bytes: Uint8Array): Told[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replace(/^\uFEFF/, '');
  const told: Told[] = [];
  let data: string[] = [];
  let type = '';
  const lines = text.split(/\r\n|\r|\n/);
  // What the last end of line does not close is no line.
  lines.pop();
  for (const line of lines) {
    if (line === '') {
      if (data.length > 0) told.push({ data: data.join('\n'), type: type === '' ? 'message' : type });
      data = [];
      type = '';
      continue;
    }
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data') data.push(value);
    else if (name === 'event') type = value;
  }
  return told;
}

function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
}

const line = fc.oneof(
  fc.constantFrom('', '', ':', ': comment', 'data', 'data:', 'data: ', 'event: error', 'event:', 'id: 7', 'datax: no'),
  fc.string({ unit: 'grapheme' }).map((text) => `data: ${text}`),
  fc.string({ unit: 'binary' }),
);
const ending = fc.constantFrom('\n', '\r\n', '\r');
const stream = fc
  .tuple(fc.constantFrom('', '\uFEFF'), fc.array(fc.tuple(line, ending)))
  .map(([mark, lines]) => new TextEncoder().encode(mark + lines.map((parts) => parts.join('')).join('')));
/** Random bytes, too: most are no UTF-8. */
const anyBytes = fc.oneof(stream, fc.uint8Array({ maxLength: 200 }));

describe('EventStreamReader', () => {
  it('tells the same events however a stream is split, and those that a second reader finds', () => {
    fc.assert(
      fc.property(anyBytes, fc.array(fc.nat(), { maxLength: 12 }), (bytes, cuts) => {
        const whole = read([bytes], 1e6);
        expect(read(cutAt(bytes, cuts), 1e6)).toEqual(whole);
        expect(
          read(
            [...bytes].map((byte) => Uint8Array.of(byte)),
            1e6,
          ),
        ).toEqual(whole);
        expect(whole).toEqual(readWhole(bytes));
        // A limit may only cut a stream short, at the same event whatever the split.
        expect(read(cutAt(bytes, cuts), 12)).toEqual(read([bytes], 12));
      }),
      { numRuns: 500 },
    );
  });

  it('joins lines of data, leaves comments out, and names the type of an event', () => {
    const text = ': hello\ndata: a\ndata: b\n\nevent: error\ndata:c\n\nevent: lost\n\ndata\n\ndata: unfinished';
    expect(read([Buffer.from(text)])).toEqual([
      { data: 'a\nb', type: 'message' },
      { data: 'c', type: 'error' },
      { data: '', type: 'message' },
    ]);
  });

  it('reads a character that is cut, and shows bytes that are no UTF-8 as such', () => {
    const bytes = Buffer.from('data: é€😀\n\n');
    expect(read([bytes.subarray(0, 7), bytes.subarray(7, 12), bytes.subarray(12)])).toEqual([
      { data: 'é€😀', type: 'message' },
    ]);
    expect(read([Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0x0a, 0x0a])])).toEqual([
      { data: '\uFFFD', type: 'message' },
    ]);
  });

  it('takes lines and events up to the limit and gives up beyond it', () => {
    const fits = `data: ${'x'.repeat(94)}\n\n`;
    expect(read([Buffer.from(fits)], 100)).toHaveLength(1);
    expect(read([Buffer.from(`data: ${'x'.repeat(95)}`), Buffer.from('\n\n')], 100)).toEqual(['too large']);
    expect(read([Buffer.from('data: xxxxxxxxx\n'.repeat(11)), Buffer.from('\n\ndata: a\n\n')], 100)).toEqual([
      'too large',
    ]);
  });

  it('is ended by whoever hears of an event: nothing more of the same piece is told', () => {
    fc.assert(
      fc.property(stream, fc.nat(5), (bytes, wanted) => {
        const told: string[] = [];
        const reader = new EventStreamReader(1000, {
          onEvent: (data) => {
            told.push(data);
            if (told.length > wanted) reader.end();
          },
          onTooLarge: () => told.push('too large'),
        });
        reader.push(Buffer.from(bytes));
        reader.push(Buffer.from('\n\ndata: another piece\n\n'));
        expect(told.length).toBeLessThanOrEqual(wanted + 1);
      }),
    );
  });
});
