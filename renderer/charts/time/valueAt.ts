import type { LinePoints } from './Track.ts';

/** A value this far from the asked instant still belongs to it; farther away nothing was measured there. */
const reachSeconds = 1.5;

/** The value measured nearest to an instant; undefined where the line has a gap. Later points do not count. */
export function valueAt({ seconds, values, count }: LinePoints, atSeconds: number): number | undefined {
  for (let index = count - 1; index >= 0; index -= 1) {
    const away = atSeconds - (seconds[index] ?? 0);
    if (away > reachSeconds) {
      return undefined;
    }
    const value = values[index] ?? Number.NaN;
    if (away >= -1e-9 && !Number.isNaN(value)) {
      return value;
    }
  }
  return undefined;
}
