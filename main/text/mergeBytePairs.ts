/** A rank and a place in one number: the lower rank first, then the place further left. Both fit into 53 bits. */
const places = 2 ** 32;

/**
 * Byte pair encoding of one piece: of all neighbours that together are a token, the pair of the lowest rank is joined, the
 * one furthest left of several, until none is left (Sennrich et al., 2016, in the form that GPT-2 uses).
 *
 * Looking through all pairs for each join, as is usual, takes time by the square of the piece: half a minute for 256 Ki of
 * one letter. Here the pairs wait in a heap, and it takes n log n.
 *
 * @param bytes each character stands for one byte.
 * @param rankOf the rank of these bytes, which is their token's id; undefined when they are no token.
 */
export function mergeBytePairs(bytes: string, rankOf: (bytes: string) => number | undefined): number[] {
  const count = bytes.length;
  // A part is known by where it begins; these say where it ends, and where the part before it begins.
  const ends = Int32Array.from({ length: count }, (_, place) => place + 1);
  const previous = Int32Array.from({ length: count }, (_, place) => place - 1);
  /** Of the part at a place and the next one; -1 when they are no token, or the place is no part's any more. */
  const pairRanks = new Int32Array(count).fill(-1);
  const heap = new NumberHeap();
  const look = (place: number): void => {
    const middle = ends[place] ?? count;
    const rank = middle >= count ? undefined : rankOf(bytes.slice(place, ends[middle]));
    pairRanks[place] = rank ?? -1;
    if (rank !== undefined) heap.add(rank * places + place);
  };
  for (let place = 0; place < count; place += 1) look(place);
  for (let least = heap.take(); least !== undefined; least = heap.take()) {
    const rank = Math.floor(least / places);
    const place = least - rank * places;
    // What has changed since it was put there was put there anew.
    if (pairRanks[place] !== rank) continue;
    const joined = ends[place] ?? count;
    const end = ends[joined] ?? count;
    ends[place] = end;
    pairRanks[joined] = -1;
    if (end < count) previous[end] = place;
    look(place);
    const before = previous[place] ?? -1;
    if (before >= 0) look(before);
  }
  const tokens: number[] = [];
  for (let place = 0; place < count; place = ends[place] ?? count) {
    const token = rankOf(bytes.slice(place, ends[place]));
    if (token === undefined) throw new RangeError(`byte ${bytes.charCodeAt(place)} is no token of the vocabulary`);
    tokens.push(token);
  }
  return tokens;
}

/** Numbers, of which the least is taken first. */
class NumberHeap {
  readonly #entries: number[] = [];

  add(entry: number): void {
    const entries = this.#entries;
    let at = entries.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = entries[parent] ?? 0;
      if (above <= entry) break;
      entries[at] = above;
      at = parent;
    }
    entries[at] = entry;
  }

  take(): number | undefined {
    const entries = this.#entries;
    const least = entries[0];
    const last = entries.pop();
    if (last === undefined || entries.length === 0) return least;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= entries.length) break;
      if ((entries[child + 1] ?? Number.POSITIVE_INFINITY) < (entries[child] ?? 0)) child += 1;
      const below = entries[child] ?? 0;
      if (below >= last) break;
      entries[at] = below;
      at = child;
    }
    entries[at] = last;
    return least;
  }
}
