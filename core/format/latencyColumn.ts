import type { Interval } from '../statistics/Interval.ts';
import { type ColumnRow, columnDecimals } from './columnDecimals.ts';
import type { FormattedQuantity } from './FormattedQuantity.ts';
import { latencyParts } from './latencyParts.ts';
import { sharedLatencyUnit } from './latencyUnit.ts';

/** A column of one latency metric: the unit for its head, and its cells in that unit with equal decimals. */
export interface LatencyColumn {
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
