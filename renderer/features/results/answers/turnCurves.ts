import type { StepClass } from '../../../../core/contract/scenarioFigures.ts';
import { formatLatency } from '../../../../core/format/latency.ts';
import { numberFromDocument } from '../../../../core/statistics/distributionDocument.ts';
import type { LevelCurve } from '../../../charts/options/levelCurves.ts';
import type { Reading } from '../../../charts/Reading.ts';
import { intervalFromDocument } from '../../../widgets/Headline.tsx';

const looks = {
  p50: { dash: 'solid', widthPx: 2.25 },
  p95: { dash: 'dashed', widthPx: 1.5 },
} as const;

/** Latency of the turns of conversations by their number, which is their place in the list. */
export function turnCurves(turns: readonly StepClass[]): LevelCurve[] {
  return (['p95', 'p50'] as const).map((name) => ({
    name,
    ...looks[name],
    points: turns.flatMap(({ latencyMs }, index) => {
      if (latencyMs === undefined || latencyMs.count === 0) return [];
      const interval = latencyMs.interval95[name];
      return [
        {
          level: index + 1,
          value: numberFromDocument(latencyMs[name]),
          ...(latencyMs.belowFloor.includes(name) ? { belowFloor: true } : {}),
          ...(interval === undefined ? {} : { interval: intervalFromDocument(interval) }),
        },
      ];
    }),
  }));
}

/** What is known of each turn. */
export function turnReadings(turns: readonly StepClass[]): Reading[] {
  return turns.map(({ name, latencyMs, requests }, index) => ({
    position: Math.log2(index + 1),
    title: name,
    rows: [
      ...(['p95', 'p50'] as const).flatMap((percentile) =>
        latencyMs === undefined || latencyMs.count === 0
          ? []
          : [{ name: percentile, value: formatLatency(numberFromDocument(latencyMs[percentile])) }],
      ),
      { name: 'Answered', value: String(requests.ok) },
    ],
  }));
}
