/** A 32-bit seed from a name: FNV-1a (Fowler, Noll and Vo) over its UTF-16 units. */
export function nameSeed(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
