const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * How a secret may stand in a text: as it is, in hexadecimal digits, and in base64 at each of the three places that it can
 * begin at when more is encoded with it. Of base64 only the digits that say nothing but the secret.
 */
export function formsOf(secret: string): string[] {
  const bytes = Array.from(secret, (character) => character.charCodeAt(0) & 0xff);
  const hexadecimal = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [secret, hexadecimal, ...[0, 1, 2].map((before) => base64Within(bytes, before))];
}

/** The digits of base64 that hold these bytes alone, with so many others before them in their group of three. */
function base64Within(bytes: readonly number[], before: number): string {
  const all = [...new Array<number>(before).fill(0), ...bytes];
  const firstDigit = Math.ceil((before * 8) / 6);
  const lastDigit = Math.floor((all.length * 8) / 6);
  let digits = '';
  for (let digit = firstDigit; digit < lastDigit; digit += 1) {
    const bit = digit * 6;
    const byte = Math.floor(bit / 8);
    const pair = ((all[byte] ?? 0) << 8) | (all[byte + 1] ?? 0);
    digits += base64Digits[(pair >> (10 - (bit % 8))) & 63] ?? '';
  }
  return digits;
}

/** What {@link symbolOf} gives for what counts for nothing, and for what stands in no secret. */
export const nothing = -1;
export const foreign = -2;

/**
 * What a code unit counts as when secrets are looked for, from 0 to 63: letters in any case are one, and so are the two
 * digits that base64 has for addresses and its usual ones. White space, control and invisible characters are `nothing`.
 */
export function symbolOf(code: number): number {
  if (code > 0x20 && code < 0x7f) {
    if (code === 0x2d) return 0x2b - 0x21;
    if (code === 0x5f) return 0x2f - 0x21;
    return (code > 0x60 ? code - 0x20 : code) - 0x21;
  }
  if (code <= 0xa0 || code === 0xad) return nothing;
  const isInvisible = (code >= 0x2000 && code <= 0x200f) || (code >= 0x2028 && code <= 0x202f);
  return isInvisible || (code >= 0x205f && code <= 0x206f) || code === 0xfeff ? nothing : foreign;
}
