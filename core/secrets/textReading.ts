/** A text as its code units, or as what these stand for: unit `n` stands at `starts[n]` to `starts[n + 1]` of the text. */
export interface Reading {
  codes: Uint16Array;
  /** One more than there are codes. */
  starts: Uint32Array;
}

const percent = 0x25;
const ampersand = 0x26;
const backslash = 0x5c;
/** `&#x10FFFF;`, and longer than any name that is looked for. */
const longestEntity = 10;
const names: Readonly<Record<string, number>> = { amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 };
/** What a backslash and a letter stand for: control characters. */
const controls = new Set(Array.from('nrtbfv', (letter) => letter.charCodeAt(0)));

/** The text unit by unit. */
export function plainReading(text: string): Reading {
  const codes = new Uint16Array(text.length);
  const starts = new Uint32Array(text.length + 1);
  for (let at = 0; at < text.length; at += 1) {
    codes[at] = text.charCodeAt(at);
    starts[at] = at;
  }
  starts[text.length] = text.length;
  return { codes, starts };
}

/**
 * A reading with one layer of escapes resolved, whoever made them: `%41` of addresses, `\u0041`, `\x41` and `\/` of JSON and
 * programs, `&#65;` and `&amp;` of HTML. Undefined when it has none.
 */
export function decodedReading({ codes, starts }: Reading): Reading | undefined {
  const decoded = new Uint16Array(codes.length);
  const decodedStarts = new Uint32Array(codes.length + 1);
  let count = 0;
  let at = 0;
  while (at < codes.length) {
    const { code, units } = unitAt(codes, at);
    decoded[count] = code;
    decodedStarts[count] = starts[at] ?? 0;
    count += 1;
    at += units;
  }
  if (count === codes.length) return undefined;
  decodedStarts[count] = starts[codes.length] ?? 0;
  return { codes: decoded.subarray(0, count), starts: decodedStarts.subarray(0, count + 1) };
}

/** What stands at a place, and how many units it takes there. */
function unitAt(codes: Uint16Array, at: number): { code: number; units: number } {
  const code = codes[at] ?? 0;
  let value: number | undefined;
  if (code === percent) {
    value = hexadecimal(codes, at + 1, 2);
    if (value !== undefined) return { code: value, units: 3 };
  } else if (code === backslash && at + 1 < codes.length) {
    const next = codes[at + 1] ?? 0;
    const digits = next === 0x75 ? 4 : next === 0x78 ? 2 : 0;
    value = digits === 0 ? undefined : hexadecimal(codes, at + 2, digits);
    if (value !== undefined) return { code: value, units: 2 + digits };
    return { code: controls.has(next) ? 0x20 : next, units: 2 };
  } else if (code === ampersand) return entityAt(codes, at);
  return { code, units: 1 };
}

function entityAt(codes: Uint16Array, at: number): { code: number; units: number } {
  const end = codes.subarray(at, at + longestEntity).indexOf(0x3b);
  const name = end < 0 ? '' : String.fromCharCode(...codes.subarray(at + 1, at + end));
  const [, hexadecimalDigits, digits] = /^#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name) ?? [];
  const value =
    hexadecimalDigits !== undefined
      ? Number.parseInt(hexadecimalDigits, 16)
      : digits !== undefined
        ? Number(digits)
        : Object.hasOwn(names, name)
          ? names[name]
          : undefined;
  return value === undefined ? { code: ampersand, units: 1 } : { code: value & 0xffff, units: end + 1 };
}

function hexadecimal(codes: Uint16Array, at: number, digits: number): number | undefined {
  if (at + digits > codes.length) return undefined;
  let value = 0;
  for (let index = at; index < at + digits; index += 1) {
    const digit = digitOf(codes[index] ?? 0);
    if (digit === undefined) return undefined;
    value = value * 16 + digit;
  }
  return value;
}

function digitOf(code: number): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
