/** A point in the data's own coordinates. */
export type ChartPoint = readonly [x: number, y: number];
