/** The plot's place, pixels from each edge of the chart, kept as it is whatever the labels. */
export function plotArea(left: number, right: number, top: number, bottom: number) {
  return { left, right, top, bottom, outerBoundsMode: 'none' };
}
