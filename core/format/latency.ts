import type { PercentileName } from '../contract/distribution.ts';
import type { Interval } from '../statistics/Interval.ts';
import { type ColumnRow, columnDecimals, type FormattedQuantity, formatCount, joinQuantity } from './numbers.ts';
import { quantityParts } from './quantities.ts';

/** A unit of latency and how many of it make a millisecond. */
interface LatencyUnit {
  readonly name: 'µs' | 'ms' | 's';
  readonly perMs: number;
}

const milliseconds: LatencyUnit = { name: 'ms', perMs: 1 };

/**
 * The unit that a latency is read in: milliseconds from 0.1 ms up to 10 s, then seconds, microseconds below. The limits
 * are those of the rounded number, so that 9999.7 ms is "10.0 s" and not five digits of milliseconds.
 */
function latencyUnit(valueMs: number): LatencyUnit {
  const size = Math.abs(valueMs);
  if (size >= 9999.5 && Number.isFinite(size)) return { name: 's', perMs: 1e-3 };
  return size > 0 && size < 0.09995 ? { name: 'µs', perMs: 1e3 } : milliseconds;
}

/** The one unit for a column of latencies: the one that all of them are read in, milliseconds where they differ. */
function sharedLatencyUnit(valuesMs: readonly number[]): LatencyUnit {
  const units = valuesMs.filter((value) => Number.isFinite(value) && value !== 0).map(latencyUnit);
  const [first, ...others] = units;
  return first !== undefined && others.every(({ name }) => name === first.name) ? first : milliseconds;
}

/** A latency in its parts, number and interval in the unit that suits its size, or in the given one. */
export function latencyParts(
  valueMs: number,
  intervalMs?: Interval,
  unit: LatencyUnit = latencyUnit(valueMs),
  decimals?: number,
): FormattedQuantity {
  const interval: Interval | undefined = intervalMs && [intervalMs[0] * unit.perMs, intervalMs[1] * unit.perMs];
  return quantityParts(valueMs * unit.perMs, unit.name, interval, decimals);
}

/** A column of one latency metric: the unit for its head, and its cells in that unit with equal decimals. */
interface LatencyColumn {
  readonly unit: string;
  readonly cells: readonly FormattedQuantity[];
}

/** Sets a column of latencies, values and intervals in milliseconds. */
export function latencyColumn(rowsMs: readonly ColumnRow[]): LatencyColumn {
  const unit = sharedLatencyUnit(rowsMs.map(({ value }) => value));
  const scaled = (interval: Interval): Interval => [interval[0] * unit.perMs, interval[1] * unit.perMs];
  const decimals = columnDecimals(
    rowsMs.map(({ value, interval }) => ({ value: value * unit.perMs, interval: interval && scaled(interval) })),
  );
  return {
    unit: unit.name,
    cells: rowsMs.map(({ value, interval }) => latencyParts(value, interval, unit, decimals)),
  };
}

/** From where a latency counts, which always stands with it: queueing in the client is part of it only in an open loop. */
export function latencyOrigin(loop: 'open' | 'closed'): string {
  return loop === 'open' ? 'from intended start' : 'from send, closed loop';
}

/** A latency with its interval: "12.4 ms [12.1, 12.8]", "12.4 s", "85.0 µs", "∞" where failures reach it. */
export function formatLatency(valueMs: number, intervalMs?: Interval): string {
  return joinQuantity(latencyParts(valueMs, intervalMs));
}

/** The name of a percentile as it is read: "p99.9" for `p999`. */
export function formatPercentileName(name: PercentileName): string {
  return name.length > 3 ? `${name.slice(0, 3)}.${name.slice(3)}` : name;
}

/** What a percentile below its sample floor lacks: "needs 6636 requests". */
export function formatFloorNeed(requests: number): string {
  return `needs ${formatCount(requests)} requests`;
}
