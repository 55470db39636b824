import type { AxisRange } from '../../../core/chart/logRange.ts';
import { logTicks } from '../../../core/chart/logTicks.ts';
import { axisLabel } from './axisLabel.ts';
import type { ChartTick } from './plotAxis.ts';

/** Ticks of an axis over log10 of the data, labelled in the data's own unit. */
export function logAxisTicks(range: AxisRange): ChartTick[] {
  return logTicks(range.low, range.high).map((value) => ({ at: Math.log10(value), label: axisLabel(value) }));
}
