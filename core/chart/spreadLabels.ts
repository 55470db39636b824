/**
 * Moves labels apart that would overlap: places along an axis, at least `gap` from each other and inside [low, high], each
 * as near to where it belongs as its neighbours let it. Same order as `places`; all in one unit (pixels, say).
 */
export function spreadLabels(places: readonly number[], gap: number, low: number, high: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  // Neighbours that touch become one cluster around the mean of what they want (pool adjacent violators).
  const clusters: { sum: number; members: number[] }[] = [];
  order.forEach(({ place, index }, rank) => {
    // Subtracting rank × gap turns "at least a gap apart" into "not descending".
    clusters.push({ sum: place - rank * gap, members: [index] });
    for (;;) {
      const last = clusters.at(-1);
      const before = clusters.at(-2);
      if (!last || !before || last.sum / last.members.length > before.sum / before.members.length) break;
      before.sum += last.sum;
      before.members.push(...last.members);
      clusters.pop();
    }
  });
  const spread = new Array<number>(places.length).fill(low);
  const highest = high - (places.length - 1) * gap;
  let rank = 0;
  for (const { sum, members } of clusters) {
    const start = Math.max(low, Math.min(highest, sum / members.length));
    for (const index of members) {
      spread[index] = start + rank * gap;
      rank += 1;
    }
  }
  return spread;
}
