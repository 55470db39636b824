const TWO_TO_MINUS_53 = 2 ** -53;

/** The last mixing of MurmurHash3 (A. Appleby, public domain): each bit of the input changes half of those of the result. */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Rounds 32 bits of seed and index into one word that depends on all of them; `salt` makes independent words of the same. */
function word(seed: number, index: number, salt: number): number {
  const high = Math.floor(index / 2 ** 32);
  return mixed(mixed(mixed(mixed(seed ^ salt) ^ index) ^ high) ^ Math.imul(salt, 0x9e3779b1)) >>> 0;
}

/**
 * A number uniform on [0, 1), all 53 bits of a double, that belongs to an index and needs none of those before it: whoever
 * looks at only some requests of a schedule finds the same ones as whoever looks at all.
 *
 * @param seed a whole number from 0 to 2^32 − 1
 * @param index a whole number from 0 to 2^53 − 1
 * @param salt a small whole number from 0: which of several independent numbers of the same index is meant
 */
export function hashedUniform(seed: number, index: number, salt = 0): number {
  const high = word(seed, index, 2 * salt + 1) >>> 5;
  const low = word(seed, index, 2 * salt + 2) >>> 6;
  return (high * 2 ** 26 + low) * TWO_TO_MINUS_53;
}
