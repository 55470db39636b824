/** The points of flat [x, y, …] data with a gap on both sides: a line cannot show them, so they are drawn as dots. */
export function isolatedPoints(flat: Float64Array): Float64Array {
  const alone: number[] = [];
  const valueAt = (point: number): number => flat[point * 2 + 1] ?? Number.NaN;
  for (let point = 0; point * 2 < flat.length; point += 1) {
    const value = valueAt(point);
    if (!Number.isNaN(value) && Number.isNaN(valueAt(point - 1)) && Number.isNaN(valueAt(point + 1))) {
      alone.push(flat[point * 2] ?? 0, value);
    }
  }
  return Float64Array.from(alone);
}
