/** A seed from a text, 0 to 2^32 − 1: FNV-1a (Fowler, Noll and Vo) over its UTF-16 units. The same text, the same seed. */
export function seedOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
