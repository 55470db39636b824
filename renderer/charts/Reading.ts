/** What a chart says at one place of its horizontal axis. */
export interface Reading {
  /** Position on the axis, as it is drawn (a logarithm where the axis is logarithmic). */
  position: number;
  title: string;
  rows: { name: string; value: string }[];
}

/** Index of the reading nearest to a position; -1 where there are none. Readings ascend in position. */
export function nearestReading(readings: readonly Reading[], position: number): number {
  let nearest = -1;
  let smallest = Number.POSITIVE_INFINITY;
  readings.forEach((reading, index) => {
    const away = Math.abs(reading.position - position);
    if (away < smallest) {
      smallest = away;
      nearest = index;
    }
  });
  return nearest;
}
