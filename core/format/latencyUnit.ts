/** A unit of latency and how many of it make a millisecond. */
export interface LatencyUnit {
  readonly name: 'µs' | 'ms' | 's';
  readonly perMs: number;
}

const milliseconds: LatencyUnit = { name: 'ms', perMs: 1 };

/**
 * The unit that a latency is read in: milliseconds from 0.1 ms up to 10 s, then seconds, microseconds below. The limits
 * are those of the rounded number, so that 9999.7 ms is "10.0 s" and not five digits of milliseconds.
 */
export function latencyUnit(valueMs: number): LatencyUnit {
  const size = Math.abs(valueMs);
  if (size >= 9999.5 && Number.isFinite(size)) return { name: 's', perMs: 1e-3 };
  return size > 0 && size < 0.09995 ? { name: 'µs', perMs: 1e3 } : milliseconds;
}

/** The one unit for a column of latencies: the one that all of them are read in, milliseconds where they differ. */
export function sharedLatencyUnit(valuesMs: readonly number[]): LatencyUnit {
  const units = valuesMs.filter((value) => Number.isFinite(value) && value !== 0).map(latencyUnit);
  const [first, ...others] = units;
  return first !== undefined && others.every(({ name }) => name === first.name) ? first : milliseconds;
}
