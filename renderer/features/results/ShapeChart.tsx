import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { decimalsFor, formatCount, formatFixed } from '../../../core/format/numbers.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../charts/ChartPaint.ts';
import type { ChartTable } from '../../charts/ChartTable.tsx';
import { cumulative, histogram } from '../../charts/options/histogram.ts';
import { targetSlot } from '../../theme/targetSlot.ts';
import { cumulativeReadings, histogramReadings } from './readings.ts';

const noHistogram: NonNullable<StepResult['histogram']> = { bins: [], above: 0 };
const noCurve: NonNullable<StepResult['curve']> = [];

/** Latency by how often it occurs, or by how many requests end within it. */
export function ShapeChart({ step }: { step: StepResult }) {
  const [shape, setShape] = useState<'histogram' | 'cumulative'>('histogram');
  const { latencyMs } = step;
  const { bins, above } = step.histogram ?? noHistogram;
  const curve = step.curve ?? noCurve;
  const slot = targetSlot(step.target);
  const marks = useMemo(
    () =>
      latencyMs === undefined
        ? []
        : (['p50', 'p95', 'p99'] as const)
            .filter((name) => !latencyMs.belowFloor.includes(name))
            .map((name) => ({ name, value: numberFromDocument(latencyMs[name]) })),
    [latencyMs],
  );
  const option = useCallback(
    (paint: ChartPaint) =>
      shape === 'histogram'
        ? histogram({ bins, above, marks, slot, unit: 'ms' }, paint)
        : cumulative({ curve, marks, slot, unit: 'ms' }, paint),
    [shape, bins, above, curve, marks, slot],
  );
  const readings = useMemo(
    () => (shape === 'histogram' ? histogramReadings(bins) : cumulativeReadings(curve)),
    [shape, bins, curve],
  );
  const table = useMemo((): ChartTable => {
    const text = (value: number): string => formatFixed(value, decimalsFor(value));
    return {
      columns: ['From, ms', 'To, ms', 'Requests'].map((title) => ({ title, numeric: true })),
      rows: bins.map((bin) => [
        { text: text(bin.fromMs), raw: bin.fromMs },
        { text: text(bin.toMs), raw: bin.toMs },
        { text: formatCount(bin.count), raw: bin.count },
      ]),
      ...(above === 0 ? {} : { note: `${formatCount(above)} requests lie above.` }),
    };
  }, [bins, above]);
  const fullest = bins.reduce<(typeof bins)[number] | undefined>(
    (best, bin) => (best === undefined || bin.count > best.count ? bin : best),
    undefined,
  );
  return (
    <ChartFrame
      title="What shape has it?"
      answer={
        fullest === undefined
          ? 'No histogram'
          : `Most requests, ${formatCount(fullest.count)}, took between ${formatFixed(fullest.fromMs, 1)} and ${formatFixed(fullest.toMs, 1)} ms`
      }
      option={option}
      table={table}
      readings={readings}
      controls={
        <SegmentedControl
          aria-label="Shape"
          data={[
            { value: 'histogram', label: 'Histogram' },
            { value: 'cumulative', label: 'ECDF' },
          ]}
          value={shape}
          onChange={(value) => setShape(value === 'cumulative' ? 'cumulative' : 'histogram')}
        />
      }
    />
  );
}
