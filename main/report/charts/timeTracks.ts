import { linearTicks } from '../../../core/chart/ticks.ts';
import type { PhaseSpan } from '../../../core/chart/timeSpans.ts';
import type { Markup } from '../html/html.ts';
import { chartInk } from './ink.ts';
import { axisLabel, gridLines, plotArea, plotAxis } from './plotAxis.ts';
import { chartSizes, drawing, renderChart } from './renderChart.ts';
import { rectangle, strokeLine } from './strokes.ts';

/** One track of a chart over time: its scale, and what is drawn on it. */
export interface TimeTrack {
  height: number;
  title: string;
  /** Lower end of the scale, 0 unless told; the upper end is the last tick. */
  from?: number;
  ticks: readonly number[];
  tickLabel?: (value: number) => string;
  /** Series of the drawing library, on the axes of this number. */
  draw(axisIndex: number): readonly object[];
}

export interface TimeTracks {
  id: string;
  label: string;
  phases: readonly PhaseSpan[];
  endSeconds: number;
  tracks: readonly TimeTrack[];
}

const left = 52;
const right = 76;
const barHeight = 14;
const barGap = 4;
const trackGap = 16;
const foot = 40;
const letterWidth = 5.2;

/** Tracks under each other on one axis of time, a bar with the names of the phases above, and what does not count hatched. */
export function timeTracks({ id, label, phases, endSeconds, tracks }: TimeTracks): Markup {
  const first = barHeight + barGap + 2;
  const height = first + tracks.reduce((sum, track) => sum + track.height, 0) + trackGap * (tracks.length - 1) + foot;
  const tops = tracks.map(
    (_, index) => first + tracks.slice(0, index).reduce((sum, track) => sum + track.height + trackGap, 0),
  );
  const xTicks = linearTicks(endSeconds, 8).filter((at) => at <= endSeconds);
  const option = {
    grid: tracks.map((track, index) =>
      plotArea(left, right, tops[index] ?? 0, height - (tops[index] ?? 0) - track.height),
    ),
    xAxis: tracks.map((_, index) => {
      const isLast = index === tracks.length - 1;
      return plotAxis('horizontal', {
        min: 0,
        max: endSeconds,
        ticks: xTicks.map((at) => ({ at, label: isLast ? axisLabel(at) : '' })),
        gridIndex: index,
        ...(isLast ? { title: 'Time since the step began, s' } : {}),
      });
    }),
    yAxis: tracks.map((track, index) =>
      plotAxis('vertical', {
        min: track.from ?? 0,
        max: endOf(track),
        ticks: track.ticks.map((at) => ({ at, label: (track.tickLabel ?? axisLabel)(at) })),
        title: track.title,
        titleGap: 38,
        gridIndex: index,
      }),
    ),
    series: [
      ...tracks.flatMap((track, index) => [
        gridLines([], track.ticks, index),
        ...phases.flatMap((phase) => phaseGround(phase, track, index)),
        ...track.draw(index),
      ]),
      ...phases.map((phase) => phaseCell(phase, endOf(tracks[0]))),
    ],
  };
  return renderChart(option, { width: chartSizes.full.width, height }, id, label);
}

function endOf(track: TimeTrack | undefined): number {
  return track?.ticks.at(-1) ?? 1;
}

/** A line where the phase begins, and the hatch of what does not count. */
function phaseGround({ fromSeconds, toSeconds, isCounted }: PhaseSpan, track: TimeTrack, index: number) {
  const bottom = track.from ?? 0;
  const top = endOf(track);
  const begin = fromSeconds === 0 ? [] : [[fromSeconds, bottom] as const, [fromSeconds, top] as const];
  return [
    ...(isCounted ? [] : [rectangle([fromSeconds, bottom], [toSeconds, top], chartInk.hatch, index)]),
    ...(begin.length === 0 ? [] : [strokeLine(begin, { colour: chartInk.axis, width: 1, dash: 'solid', z: 1 }, index)]),
  ];
}

/** A cell of the phase bar, named where the name has room. */
function phaseCell({ fromSeconds, toSeconds, title, isCounted }: PhaseSpan, top: number) {
  return drawing(
    (toPixel) => {
      const [x1, y] = toPixel(fromSeconds, top);
      const [x2] = toPixel(toSeconds, top);
      const bottom = y - barGap;
      const hasRoom = title.length * letterWidth + 4 < x2 - x1;
      const shape = { x: x1 + 0.5, y: bottom - barHeight, width: Math.max(0, x2 - x1 - 1), height: barHeight, r: 2 };
      return {
        type: 'group',
        children: [
          { type: 'rect', shape, style: { fill: chartInk.panel, stroke: chartInk.axis, lineWidth: 1 } },
          ...(isCounted ? [] : [{ type: 'rect', shape, style: { fill: chartInk.hatch } }]),
          ...(hasRoom
            ? [
                {
                  type: 'text',
                  style: {
                    x: (x1 + x2) / 2,
                    y: bottom - barHeight / 2,
                    text: title,
                    fill: chartInk.text2,
                    fontSize: 9.5,
                    fontFamily: 'inherit',
                    align: 'center',
                    verticalAlign: 'middle',
                  },
                },
              ]
            : []),
        ],
      };
    },
    { z: 6 },
  );
}
