import type { EChartsOption } from 'echarts';
import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { PhaseSpan, TimeColumn } from '../../../core/chart/timeSpans.ts';
import { formatRunClock } from '../../../core/format/durations.ts';
import { withOpacity } from '../../theme/colours.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { niceScale, timeTicks } from '../scales.ts';
import type { Dash } from '../Track.ts';
import { dashes } from '../Track.ts';
import { axisFont, horizontalAxis, plainNumber, verticalAxis } from './axis.ts';
import { type BandPoint, band } from './band.ts';

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
interface PanelColumns {
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

interface TimePanelsData {
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

/** A colour by what it stands for: a slot of the targets, or a tone of the text. */
export type PanelColour = number | 'text' | 'text2' | 'text3' | 'suspect' | 'invalid';

/** The colour that something is drawn in. */
export function panelColour(colour: PanelColour, { colours }: ChartPaint): string {
  return typeof colour === 'number' ? (colours.series[colour - 1] ?? colours.text2) : colours[colour];
}

/** Room between neighbouring columns, at most. */
const gapPx = 1;

/** The stacked columns of a panel. */
export function panelColumns({ columns }: TimePanel, index: number, paint: ChartPaint): CustomSeriesOption[] {
  if (columns === undefined) {
    return [];
  }
  const fills = columns.parts.map(({ colour, opacity }) => withOpacity(panelColour(colour, paint), opacity));
  const axes = { xAxisIndex: index, yAxisIndex: index };
  // One box a part of a column: where it begins and ends in time, and from which value to which it reaches.
  const boxes = columns.columns.flatMap(({ fromSeconds, toSeconds, perSecond }) => {
    let base = 0;
    return perSecond.flatMap((value, part) => {
      const low = base;
      base += value;
      return value > 0 ? [[fromSeconds, toSeconds, low, base, part]] : [];
    });
  });
  return [
    {
      type: 'custom',
      silent: true,
      animation: false,
      clip: true,
      z: 2,
      ...axes,
      data: boxes,
      encode: { x: [0, 1], y: [2, 3] },
      renderItem: (_parameters, api) => {
        const at = (dimension: number): number => Number(api.value(dimension));
        const [left = 0, bottom = 0] = api.coord([at(0), at(2)]);
        const [right = 0, top = 0] = api.coord([at(1), at(3)]);
        const gap = right - left > 3 * gapPx ? gapPx : 0;
        return {
          type: 'rect',
          shape: { x: left, y: top, width: Math.max(0.5, right - left - gap), height: bottom - top },
          style: { fill: fills[at(4)] ?? paint.colours.text3 },
        };
      },
    },
  ];
}

/** The lines of a panel with their names at their ends, the band of one of them behind. */
function panelLines(panel: TimePanel, index: number, paint: ChartPaint): (LineSeriesOption | CustomSeriesOption)[] {
  const axes = { xAxisIndex: index, yAxisIndex: index };
  return [
    ...(panel.band === undefined
      ? []
      : [{ ...band(panel.band.points, panelColour(panel.band.colour, paint)), ...axes }]),
    ...panel.lines.map((line) => ({ ...lineOf(line, paint), ...axes })),
  ];
}

function lineOf(line: PanelLine, paint: ChartPaint): LineSeriesOption {
  const colour = panelColour(line.colour, paint);
  // A line that has no value in its last seconds is named where it has its last one.
  const last = line.points.findLastIndex(([, value]) => Number.isFinite(value));
  const points = line.points.slice(0, last + 1);
  const isShort = points.filter(([, value]) => Number.isFinite(value)).length < 2;
  return {
    type: 'line',
    silent: true,
    connectNulls: false,
    showSymbol: isShort,
    symbol: 'circle',
    symbolSize: 4,
    ...(line.stepped === true ? { step: 'end' as const } : {}),
    data: points.map(([seconds, value]) => [seconds, Number.isFinite(value) ? value : null]),
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: line.widthPx, type: dashes[line.dash] },
    endLabel: { show: line.name !== '', formatter: line.name, ...axisFont, color: paint.colours.text2, distance: 6 },
    labelLayout: { moveOverlap: 'shiftY' },
    z: 3,
  };
}

/** An instant of a step, and what it was. */
interface PanelMark {
  seconds: number;
  text: string;
}

/** The words of an instant beside its line, under the top of the first panel, on the side where there is room. */
function panelMark(
  { seconds, text }: PanelMark,
  top: number,
  totalSeconds: number,
  paint: ChartPaint,
): ScatterSeriesOption {
  const { colours } = paint;
  return {
    type: 'scatter',
    silent: true,
    symbolSize: 0,
    xAxisIndex: 0,
    yAxisIndex: 0,
    z: 6,
    data: [[seconds, top * 0.93]],
    label: {
      show: true,
      position: seconds > totalSeconds / 2 ? 'left' : 'right',
      formatter: text,
      ...axisFont,
      fontWeight: 600,
      color: colours.invalid,
      backgroundColor: colours.panel,
    },
  };
}

/** A phase shorter than this share of the axis has no room for its name. */
const leastNamedShare = 0.05;

interface PanelPhases {
  panel: TimePanel;
  index: number;
  data: TimePanelsData;
}

/** The frame of a panel: phases with their edges, what does not count hatched, limits across, the instant that all share. */
function panelPhases({ panel, index, data }: PanelPhases, paint: ChartPaint): LineSeriesOption {
  const { colours } = paint;
  const { phases, totalSeconds, mark } = data;
  const label = { ...axisFont, color: colours.text2 };
  const edges = phases.map(({ fromSeconds }) => fromSeconds).filter((seconds) => seconds > 0);
  return {
    type: 'line',
    silent: true,
    data: [],
    xAxisIndex: index,
    yAxisIndex: index,
    z: 1,
    markArea: {
      silent: true,
      data: phases.map(({ title, fromSeconds, toSeconds, isCounted }) => {
        const isNamed = index === 0 && toSeconds - fromSeconds > totalSeconds * leastNamedShare;
        return [
          {
            xAxis: fromSeconds,
            itemStyle: { color: isCounted ? 'transparent' : (paint.hatch as string) },
            label: { show: isNamed, position: 'top', formatter: title, ...label, distance: 6 },
          },
          { xAxis: toSeconds },
        ];
      }),
    },
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { show: false },
      data: [
        ...edges.map((seconds) => ({
          xAxis: seconds,
          lineStyle: { color: colours.axis, width: 1, type: 'solid' as const },
        })),
        ...(panel.limits ?? []).map(({ value, text, colour = 'suspect' }) => ({
          yAxis: value,
          lineStyle: { color: panelColour(colour, paint), width: 1, type: 'dashed' as const },
          label: {
            show: true,
            position: 'insideStartTop' as const,
            formatter: text,
            ...label,
            color: panelColour(colour, paint),
          },
        })),
        ...(mark === undefined
          ? []
          : [
              {
                xAxis: mark.seconds,
                lineStyle: { color: colours.invalid, width: 1.5, type: 'solid' as const },
              },
            ]),
      ],
    },
  };
}

/** How long something took, from one instant to another. */
interface PanelBracket {
  fromSeconds: number;
  toSeconds: number;
  text: string;
  /** How high it stands in the panel; just under the top unless told. */
  heightShare?: number;
}

const endPx = 8;
const textAbovePx = 4;

/** A bracket under the top of a panel, with its text. */
function panelBracket(
  { fromSeconds, toSeconds, text, heightShare = 0.9 }: PanelBracket,
  top: number,
  index: number,
  { colours }: ChartPaint,
): CustomSeriesOption {
  const height = top * heightShare;
  return {
    type: 'custom',
    silent: true,
    animation: false,
    z: 5,
    xAxisIndex: index,
    yAxisIndex: index,
    data: [[fromSeconds, height]],
    renderItem: (_parameters, api) => {
      const [left = 0, y = 0] = api.coord([fromSeconds, height]);
      const [right = 0] = api.coord([toSeconds, height]);
      const line = { stroke: colours.text, lineWidth: 1.25, fill: 'none' };
      return {
        type: 'group',
        children: [
          {
            type: 'polyline',
            shape: {
              points: [
                [left, y + endPx],
                [left, y],
                [right, y],
                [right, y + endPx],
              ],
            },
            style: line,
          },
          {
            type: 'text',
            style: {
              text,
              x: left,
              y: y - textAbovePx,
              align: 'left',
              verticalAlign: 'bottom',
              font: `600 ${axisFont.fontSize}px ${axisFont.fontFamily}`,
              fill: colours.text,
              backgroundColor: colours.panel,
            },
          },
        ],
      };
    },
  };
}
