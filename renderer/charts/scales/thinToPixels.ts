/**
 * Thins a series to the smallest and largest point of each pixel column, in time order, as flat [x, y, x, y, …] for a
 * chart. Gaps (NaN) stay gaps. A series with at most two points per column is passed on whole.
 *
 * @param x ascending positions, the first `count` of which count
 * @param y values at x; NaN where nothing was measured
 */
export function thinToPixels(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  count: number,
  from: number,
  to: number,
  pixels: number,
): Float64Array {
  if (count <= pixels * 2) {
    return interleave(x, y, count);
  }
  const columnWidth = (to - from) / pixels;
  const kept: number[] = [];
  let index = 0;
  while (index < count) {
    const column = Math.floor(((x[index] ?? 0) - from) / columnWidth);
    let low = -1;
    let high = -1;
    let gap = -1;
    while (index < count && Math.floor(((x[index] ?? 0) - from) / columnWidth) === column) {
      const value = y[index] ?? Number.NaN;
      if (Number.isNaN(value)) {
        gap = index;
      } else {
        if (low < 0 || value < (y[low] ?? 0)) low = index;
        if (high < 0 || value > (y[high] ?? 0)) high = index;
      }
      index += 1;
    }
    const chosen = [...new Set([low, high, gap])].filter((candidate) => candidate >= 0).sort((a, b) => a - b);
    kept.push(...chosen);
  }
  const thinned = new Float64Array(kept.length * 2);
  kept.forEach((source, position) => {
    thinned[position * 2] = x[source] ?? 0;
    thinned[position * 2 + 1] = y[source] ?? Number.NaN;
  });
  return thinned;
}

function interleave(x: ArrayLike<number>, y: ArrayLike<number>, count: number): Float64Array {
  const flat = new Float64Array(count * 2);
  for (let index = 0; index < count; index += 1) {
    flat[index * 2] = x[index] ?? 0;
    flat[index * 2 + 1] = y[index] ?? Number.NaN;
  }
  return flat;
}
