import { useCallback, useMemo } from 'react';
import { phaseSpans } from '../../../../core/chart/timeSpans.ts';
import type { Attainment } from '../../../../core/contract/scenarioFigures.ts';
import { endSentence, figuresOf } from '../../../../core/format/absences.ts';
import { attainmentSentence } from '../../../../core/format/attainmentWords.ts';
import { formatDuration, formatRunClock } from '../../../../core/format/durations.ts';
import { formatCount, formatShare } from '../../../../core/format/numbers.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import type { ChartTable } from '../../../charts/ChartTable.tsx';
import { type PanelLine, type TimePanel, timePanels } from '../../../charts/options/timePanels.ts';
import type { Reading } from '../../../charts/Reading.ts';
import type { Dash } from '../../../charts/Track.ts';
import { targetSlot } from '../../../theme/targetSlot.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';
import { rateLines } from './rateLines.ts';
import { stepSeconds } from './seriesPoints.ts';

const clientSlot = 8;
const dashes: readonly Dash[] = ['solid', 'dashed', 'dotted'];

/** Which share of the requests met each objective over time, against what is wanted, under what was offered. */
export function AttainmentChart({ step }: AnswerChartProps) {
  const attained = figuresOf(step.attainment);
  const slot = targetSlot(step.target);
  const option = useCallback(
    (paint: ChartPaint) => {
      const series = step.series ?? [];
      return timePanels(
        {
          phases: phaseSpans(step.phases),
          totalSeconds: stepSeconds(step),
          panels: [
            {
              name: 'Requests/s',
              lines: rateLines(series, { slot, clientSlot }),
            },
            ...(attained === undefined ? [] : [sharePanel(attained, slot)]),
          ],
        },
        paint,
      );
    },
    [step, slot, attained],
  );
  const table = useMemo(() => bucketTable(attained), [attained]);
  const readings = useMemo(() => bucketReadings(attained), [attained]);
  const answer = attainmentSentence(step) ?? 'How many requests met an objective was not measured';
  return (
    <ChartFrame
      title="Are the objectives met?"
      subtitle={attained === undefined ? answer : objectiveKey(attained)}
      answer={answer}
      option={option}
      table={table}
      readings={readings}
    />
  );
}

/** The share that met each objective, against the shares that are wanted. */
function sharePanel(attained: Attainment, slot: number): TimePanel {
  return {
    name: 'Met, %',
    maximum: 100,
    lines: shareLines(attained, slot),
    limits: wantedShares(attained).map((wanted) => ({ value: 100 * wanted, text: `wanted ${formatShare(wanted)}` })),
  };
}

/** A line for each objective: the share of each bucket, held to its end; a bucket without requests is a gap. */
function shareLines({ objectives, buckets }: Attainment, slot: number): PanelLine[] {
  return objectives.map(({ objective }, index) => ({
    name: objectives.length === 1 ? '' : shortObjective(objective),
    points: buckets.flatMap(({ fromMs, toMs, shares }): [number, number][] => {
      const share = shares[index];
      const value = share === null || share === undefined ? Number.NaN : 100 * share;
      return [
        [fromMs / 1000, value],
        [toMs / 1000, value],
      ];
    }),
    colour: slot,
    dash: dashes[index % dashes.length] ?? 'solid',
    widthPx: 2,
  }));
}

function wantedShares({ objectives }: Attainment): number[] {
  return [...new Set(objectives.flatMap(({ wanted }) => (wanted === undefined ? [] : [wanted])))];
}

function objectiveKey({ objectives, bucketSeconds }: Attainment): string {
  const words = ['solid', 'dashed', 'dotted'];
  const keys = objectives.map(({ objective }, index) => `${words[index % words.length]}: ${objective}`);
  return `per ${formatDuration(bucketSeconds)}; ${keys.join(', ')}`;
}

/** "latencyMs.p95<=400" without its bound, which stands in the table. */
const shortObjective = (objective: string): string => objective.split(/[<>=]/)[0] ?? objective;

function bucketTable(attained: Attainment | undefined): ChartTable {
  const { objectives = [], leftOut = [] } = attained ?? {};
  return {
    columns: ['From', 'Requests', ...objectives.map(({ objective }) => objective)].map((title) => ({
      title,
      numeric: true,
    })),
    rows: (attained?.buckets ?? []).map(({ fromMs, requests, shares }) => [
      { text: formatRunClock(fromMs / 1000), raw: fromMs / 1000 },
      { text: formatCount(requests), raw: requests },
      ...objectives.map((_, index) => {
        const share = shares[index];
        return share === null || share === undefined
          ? { text: 'no request', raw: '' }
          : { text: formatShare(share), raw: share };
      }),
    ]),
    ...(leftOut.length === 0
      ? {}
      : { note: leftOut.map(({ objective, reason }) => endSentence(`Without ${objective}: ${reason}`)).join(' ') }),
  };
}

function bucketReadings(attained: Attainment | undefined): Reading[] {
  return (attained?.buckets ?? []).map(({ fromMs, toMs, requests, shares }) => ({
    position: (fromMs + toMs) / 2000,
    title: `${formatRunClock(fromMs / 1000)} to ${formatRunClock(toMs / 1000)}`,
    rows: [
      { name: 'Requests', value: formatCount(requests) },
      ...(attained?.objectives ?? []).map(({ objective }, index) => {
        const share = shares[index];
        return { name: objective, value: share === null || share === undefined ? 'no request' : formatShare(share) };
      }),
    ],
  }));
}
