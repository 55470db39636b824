import { useCallback, useMemo } from 'react';
import type { CurvePoint } from '../../../core/contract/distribution.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatFloorNeed, formatPercentileName } from '../../../core/format/latency.ts';
import { joinQuantity } from '../../../core/format/numbers.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { reportedPercentiles } from '../../../core/statistics/percentiles.ts';
import { sampleFloor } from '../../../core/statistics/sampleFloor.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../charts/ChartPaint.ts';
import type { ChartTable } from '../../charts/ChartTable.tsx';
import { percentilePlot } from '../../charts/options/percentilePlot.ts';
import { targetSlot } from '../../theme/targetSlot.ts';
import { percentileParts } from './headlines.ts';
import { percentileReadings } from './readings.ts';

const noPoints: CurvePoint[] = [];

/** Latency by percentile, tail magnified. */
export function PercentileChart({ step }: { step: StepResult }) {
  const distribution = step.latencyMs;
  const curve = step.curve ?? noPoints;
  const slot = targetSlot(step.target);
  const marks = useMemo(
    () =>
      distribution === undefined
        ? []
        : reportedPercentiles.map(({ name, share }) => ({
            name: formatPercentileName(name),
            quantile: share,
            value: numberFromDocument(distribution[name]),
            text: percentileParts(distribution, name).number,
            belowFloor: distribution.belowFloor.includes(name),
          })),
    [distribution],
  );
  const count = distribution?.count ?? 0;
  const { ok, failed, timedOut, dropped } = step.requests;
  const finiteShare = ok === 0 ? 1 : ok / (ok + failed + timedOut + dropped);
  const option = useCallback(
    (paint: ChartPaint) => percentilePlot({ curve, count, marks, finiteShare, slot, unit: 'ms' }, paint),
    [curve, count, marks, finiteShare, slot],
  );
  const readings = useMemo(() => percentileReadings(curve, count), [curve, count]);
  const table = useMemo((): ChartTable => percentileTable(step), [step]);
  return (
    <ChartFrame
      title="How is latency distributed?"
      subtitle="percentile plot, band is the 95 % interval"
      answer={percentileAnswer(step)}
      option={option}
      table={table}
      readings={readings}
    />
  );
}

function percentileAnswer({ latencyMs }: StepResult): string {
  if (latencyMs === undefined) {
    return 'Latency was not measured';
  }
  return (['p50', 'p95', 'p99'] as const)
    .map((name) => {
      const parts = percentileParts(latencyMs, name);
      const floor = latencyMs.belowFloor.includes(name) ? ', below its sample floor' : '';
      const interval = parts.interval === undefined ? '' : `, 95 % interval ${parts.interval}`;
      return `${name} ${joinQuantity({ number: parts.number, unit: parts.unit })}${interval}${floor}`;
    })
    .join('; ');
}

function percentileTable({ latencyMs }: StepResult): ChartTable {
  const columns = ['Percentile', 'Latency', '95 % interval', 'Sample floor'].map((title, index) => ({
    title,
    numeric: index === 1,
  }));
  if (latencyMs === undefined) {
    return { columns, rows: [] };
  }
  const rows = reportedPercentiles.map(({ name, share }) => {
    const parts = percentileParts(latencyMs, name);
    const below = latencyMs.belowFloor.includes(name);
    return [
      { text: formatPercentileName(name) },
      { text: joinQuantity({ number: parts.number, unit: parts.unit }), raw: latencyMs[name] },
      { text: below ? '' : (parts.interval ?? 'no interval') },
      { text: below ? `below floor, ${formatFloorNeed(sampleFloor(share))}` : '' },
    ];
  });
  return { columns, rows };
}
