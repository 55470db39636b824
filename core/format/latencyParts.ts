import type { Interval } from '../statistics/Interval.ts';
import type { FormattedQuantity } from './FormattedQuantity.ts';
import { type LatencyUnit, latencyUnit } from './latencyUnit.ts';
import { quantityParts } from './quantityParts.ts';

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
