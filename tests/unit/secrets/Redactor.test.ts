import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from '../../../core/secrets/Redactor.ts';

/** A form of a key, and all the texts in which no eight characters in a row may be left of it. */
type Form = (key: string) => { text: string; traces: string[] };

const asIs = (text: string, ...traces: string[]) => ({ text, traces: [text, ...traces] });
const hexadecimal = (text: string): string => Buffer.from(text).toString('hex');
const withEach = (text: string, write: (code: number) => string): string =>
  Array.from(text, (character) => write(character.charCodeAt(0))).join('');
const twoDigits = (code: number): string => code.toString(16).padStart(2, '0');

const forms: Record<string, Form> = {
  'as it is': (key) => asIs(key),
  'upper case': (key) => asIs(key.toUpperCase()),
  'lower case': (key) => asIs(key.toLowerCase()),
  hexadecimal: (key) => asIs(hexadecimal(key)),
  HEXADECIMAL: (key) => asIs(hexadecimal(key).toUpperCase()),
  'hexadecimal in pairs': (key) => ({ text: withEach(key, (code) => ` ${twoDigits(code)}`), traces: [] }),
  'every byte percent-encoded': (key) => ({ text: withEach(key, (code) => `%${twoDigits(code)}`), traces: [key] }),
  'EVERY BYTE PERCENT-ENCODED': (key) => ({
    text: withEach(key, (code) => `%${twoDigits(code).toUpperCase()}`),
    traces: [key],
  }),
  'special bytes percent-encoded': (key) => ({ text: encodeURIComponent(key), traces: [key] }),
  'percent-encoded twice': (key) => ({
    text: encodeURIComponent(withEach(key, (code) => `%${twoDigits(code)}`)),
    traces: [key],
  }),
  'JSON escapes': (key) => ({ text: withEach(key, (code) => `\\u00${twoDigits(code)}`), traces: [key] }),
  'JSON in JSON': (key) => ({ text: JSON.stringify(JSON.stringify(`"${key}"`)), traces: [key] }),
  'HTML entities': (key) => ({ text: withEach(key, (code) => `&#${code};`), traces: [key] }),
  'HTML entities, hexadecimal': (key) => ({ text: withEach(key, (code) => `&#x${twoDigits(code)};`), traces: [key] }),
  'in two lines': (key) => ({
    text: `${key.slice(0, 9)}\r\n\t${key.slice(9)}`,
    traces: [key.slice(0, 9), key.slice(9)],
  }),
  ...Object.fromEntries(
    (['base64', 'base64url'] as const).flatMap((encoding) =>
      ['', 'u', 'us', 'Bearer ', 'user:'].map((before): [string, Form] => [
        `${encoding} of "${before}KEY"`,
        (key) => {
          const encoded = Buffer.from(`${before}${key}`).toString(encoding);
          const whole = Buffer.from(key).toString(encoding).replace(/=+$/, '');
          return {
            text: encoded,
            traces: before === '' ? [encoded] : [whole, encoded.slice(Math.ceil((before.length * 8) / 6))],
          };
        },
      ]),
    ),
  ),
  'base64 without padding, with more behind it': (key) => {
    const encoded = Buffer.from(`${key}\n{"x":1}`).toString('base64').replaceAll('=', '');
    return { text: encoded, traces: [encoded.slice(0, Math.floor((key.length * 8) / 6))] };
  },
};

/** As services make them, from 20 to 60 characters. */
const keys = fc
  .tuple(
    fc.constantFrom('', 'sk-', 'sk-proj-', 'hf_', 'token.'),
    fc.stringMatching(/^[A-Za-z0-9_+/.~!$&'%\\-]{20,52}$/),
  )
  .map(([beginning, rest]) => beginning + rest);
const filler = fc.string({ unit: fc.constantFrom(...'éß {}":,.\n\\%&;=#<>'), maxLength: 700 });

/** The longest run of eight that is left of any trace in the text; undefined when there is none. */
function leftOver(text: string, traces: readonly string[]): string | undefined {
  for (const trace of traces) {
    for (let at = 0; at + 8 <= trace.length; at += 1) {
      const piece = trace.slice(at, at + 8);
      if (text.includes(piece)) return piece;
    }
  }
  return undefined;
}

describe('Redactor', () => {
  it.each(Object.entries(forms))('leaves no eight characters of a key: %s', (_, form) => {
    fc.assert(
      fc.property(keys, filler, filler, fc.integer({ min: 8, max: 900 }), (key, before, after, cut) => {
        const redactor = new Redactor([key]);
        const { text, traces } = form(key);
        const said = `${before}${text}${after}`;
        for (const told of [redactor.clean(said), redactor.told(said, cut), redactor.told(said)]) {
          expect(leftOver(told, traces)).toBeUndefined();
        }
        // Cut before it came here, in the middle of the key: by the server, or by who read it.
        const cutShort = redactor.clean(
          said.slice(Math.max(0, before.length - 5), before.length + Math.ceil(text.length / 2)),
        );
        const cutBefore = redactor.clean(said.slice(before.length + Math.floor(text.length / 2)));
        expect(leftOver(cutShort + ' '.repeat(20) + cutBefore, traces)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('takes out all of a key, and says that there was one', () => {
    const redactor = new Redactor(['sk-planted-0123456789']);
    expect(redactor.clean('no such key: sk-planted-0123456789!')).toBe('no such key: [key removed]!');
    expect(redactor.clean('SK-PLANTED-0123456789, sk%2Dplanted%2D0123456789')).toBe('[key removed], [key removed]');
    expect(redactor.told(`${'x'.repeat(490)}sk-planted-0123456789`)).toBe(`${'x'.repeat(490)}[key remov`);
    expect(redactor.clean(JSON.stringify({ seen: 'sk-planted-0123456789' }))).toBe('{"seen":"[key removed]"}');
  });

  it('keeps every other text as it is', () => {
    const redactor = new Redactor(['sk-planted-0123456789']);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(redactor.clean(text)).toBe(text);
      }),
    );
    expect(new Redactor(['short']).clean('short')).toBe('short');
    expect(new Redactor([]).cleanAll({ text: 'x' })).toEqual({ text: 'x' });
  });

  it('does not cut through a character', () => {
    expect(new Redactor([]).told('a😀', 2)).toBe('a');
  });

  it('is quick with whatever it is given: what grew with the square of the text would not end here', () => {
    const redactor = new Redactor(['aaaaaaaab-0123456789']);
    for (const unit of ['a', '%', '\\', '&#', '%25', `${'a'.repeat(8)}${' '.repeat(5000)}`, ' ', '&#x61;']) {
      const text = unit.repeat(Math.ceil(500_000 / unit.length));
      expect(redactor.clean(text).length).toBeLessThanOrEqual(text.length);
    }
  });
});
