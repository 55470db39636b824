import type { EChartsOption } from 'echarts';
import type { PhaseSpan } from '../../../core/chart/phaseSpans.ts';
import type { TimeColumn } from '../../../core/chart/timeColumns.ts';
import { formatRunClock } from '../../../core/format/formatRunClock.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { niceScale } from '../scales/niceScale.ts';
import { timeTicks } from '../scales/timeTicks.ts';
import type { Dash } from '../time/Track.ts';
import { horizontalAxis, verticalAxis } from './axis.ts';
import type { BandPoint } from './band.ts';
import { type PanelBracket, panelBracket } from './panelBracket.ts';
import type { PanelColour } from './panelColour.ts';
import { panelColumns } from './panelColumns.ts';
import { panelLines } from './panelLines.ts';
import { type PanelMark, panelMark } from './panelMark.ts';
import { panelPhases } from './panelPhases.ts';
import { plainNumber } from './plainNumber.ts';

/** A line over time; NaN is a gap. */
export interface PanelLine {
  name: string;
  /** Seconds since the step's start, and the value there. */
  points: readonly (readonly [number, number])[];
  colour: PanelColour;
  dash: Dash;
  widthPx: number;
  /** Holds each value until the next one. */
  stepped?: boolean;
}

/** Columns per second, stacked in this order from the axis up. */
export interface PanelColumns {
  columns: readonly TimeColumn[];
  parts: readonly { name: string; colour: PanelColour; opacity: number }[];
}

export interface TimePanel {
  /** Quantity and unit. */
  name: string;
  /** End of the axis, where the values do not say it (a share ends at 100). */
  maximum?: number;
  lines: readonly PanelLine[];
  columns?: PanelColumns;
  /** Around the line of the same colour. */
  band?: { points: readonly BandPoint[]; colour: PanelColour };
  /** Values that something is held against, across the panel. */
  limits?: readonly { value: number; text: string; colour?: PanelColour }[];
  bracket?: PanelBracket;
}

export interface TimePanelsData {
  /** One or two, from the top. */
  panels: readonly TimePanel[];
  phases: readonly PhaseSpan[];
  totalSeconds: number;
  /** An instant that all panels show. */
  mark?: PanelMark;
}

const mostTicks = 8;
const roomForNamesPx = 30;

/** Up to two quantities of one step on one axis of time, with its phases named above and cut where nothing counts. */
export function timePanels(data: TimePanelsData, paint: ChartPaint): EChartsOption {
  const { panels, totalSeconds } = data;
  const { colours } = paint;
  const two = panels.length > 1;
  const [first] = panels;
  // The plots keep their places whatever stands at their axes, so that instants lie below one another.
  const sides = { left: 56, right: 72, outerBoundsMode: 'none' as const };
  return {
    grid: panels.map((_, index) => ({
      ...sides,
      ...(index === 0 ? { top: roomForNamesPx } : { top: '60%' }),
      ...(index === 0 && two ? { bottom: '45%' } : { bottom: 44 }),
    })),
    xAxis: panels.map((_, index) => {
      const isLast = index === panels.length - 1;
      const axis = horizontalAxis({
        colours,
        ...(isLast ? { name: 'Since the step began' } : {}),
        min: 0,
        max: totalSeconds,
        values: timeTicks(totalSeconds, mostTicks),
        label: formatRunClock,
        gridLines: false,
        nameGap: 24,
      });
      return {
        ...axis,
        gridIndex: index,
        ...(isLast ? {} : { axisLabel: { show: false }, axisTick: { show: false } }),
      };
    }),
    yAxis: panels.map((panel, index) => {
      const scale = panelScale(panel, two);
      return {
        ...verticalAxis({
          colours,
          name: panel.name,
          min: 0,
          max: scale.maximum,
          interval: scale.step,
          label: plainNumber,
          gridLines: true,
          nameGap: 40,
        }),
        gridIndex: index,
      };
    }),
    series: [
      ...panels.flatMap((panel, index) => [
        panelPhases({ panel, index, data }, paint),
        ...panelColumns(panel, index, paint),
        ...panelLines(panel, index, paint),
        ...(panel.bracket === undefined
          ? []
          : [panelBracket(panel.bracket, panelScale(panel, two).maximum, index, paint)]),
      ]),
      ...(first === undefined || data.mark === undefined
        ? []
        : [panelMark(data.mark, panelScale(first, two).maximum, totalSeconds, paint)]),
    ],
  };
}

/** A linear axis from 0 that holds all that is drawn. */
function panelScale({ maximum, lines, columns, band, limits = [], bracket }: TimePanel, two: boolean) {
  if (maximum !== undefined) {
    return { maximum, step: maximum / 2 };
  }
  const values = [
    ...lines.flatMap(({ points }) => points.map(([, value]) => value)),
    ...(columns?.columns.map(({ perSecond }) => perSecond.reduce((sum, value) => sum + value, 0)) ?? []),
    ...(band?.points.map(({ high }) => high) ?? []),
    ...limits.map(({ value }) => value),
  ].filter(Number.isFinite);
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  // A bracket stands above what it is about.
  return niceScale(bracket === undefined ? highest : highest * 1.15, two ? 3 : 5);
}
