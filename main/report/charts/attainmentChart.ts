import { spreadLabels } from '../../../core/chart/lines.ts';
import { linearTicks } from '../../../core/chart/ticks.ts';
import type { PhaseSpan, TimeColumn } from '../../../core/chart/timeSpans.ts';
import type { Attainment } from '../../../core/contract/scenarioFigures.ts';
import type { Markup } from '../html/html.ts';
import { chartInk, entityInk } from './ink.ts';
import { gappedLine, markers } from './markers.ts';
import { notes } from './notes.ts';
import { rateTrack } from './rateTrack.ts';
import { type ChartPoint, strokeLine } from './strokes.ts';
import { type TimeTrack, timeTracks } from './timeTracks.ts';

export interface AttainmentChart {
  id: string;
  label: string;
  phases: readonly PhaseSpan[];
  endSeconds: number;
  attainment: Attainment;
  /** Names of the objectives, short, in their order. */
  names: readonly string[];
  offered: readonly TimeColumn[];
}

const mostLines = 4;
const height = 130;

/** Share of requests that met each objective, part by part, with the share that is wanted, under the rate that was offered. */
export function attainmentChart(chart: AttainmentChart): Markup | null {
  if (chart.attainment.buckets.length === 0 || chart.attainment.objectives.length === 0) return null;
  const offered = rateTrack({
    height: 56,
    lines: [{ name: 'offered', columns: chart.offered, colour: chartInk.text2, dash: 'solid' }],
  });
  return timeTracks({ ...chart, tracks: [...(offered === null ? [] : [offered]), shareTrack(chart)] });
}

function shareTrack({ attainment, names, endSeconds }: AttainmentChart): TimeTrack {
  const objectives = attainment.objectives.slice(0, mostLines);
  const shown = attainment.buckets.flatMap(({ shares }) =>
    shares.slice(0, mostLines).filter((share) => share !== null),
  );
  const lowest = Math.min(...shown, ...objectives.flatMap(({ wanted }) => wanted ?? []));
  // From 0 where requests miss often; nearer to 100 % where the differences are there.
  const steps = linearTicks(Math.min(100, (100 - 100 * lowest) * 1.25 + 0.2), 4);
  const from = 100 - (steps.at(-1) ?? 100);
  const ticks = steps.map((step) => Number((100 - step).toFixed(6))).reverse();
  const lines = objectives.map((objective, index) => ({
    ink: entityInk(index),
    name: names[index] ?? '',
    wanted: objective.wanted,
    points: attainment.buckets.map(
      ({ fromMs, toMs, shares }): ChartPoint => [(fromMs + toMs) / 2000, 100 * (shares[index] ?? Number.NaN)],
    ),
  }));
  const lasts = lines.map(({ points }) => points.findLast(([, value]) => !Number.isNaN(value))?.[1] ?? 100);
  const places = spreadLabels(lasts, ((100 - from) * 11) / height, from, 100);
  return {
    height,
    title: 'Requests in time, %',
    from,
    ticks,
    draw: (axis) =>
      lines.flatMap(({ ink, points, wanted, name }, index) => [
        ...(wanted === undefined
          ? []
          : [
              strokeLine(
                [
                  [0, 100 * wanted],
                  [endSeconds, 100 * wanted],
                ],
                {
                  colour: chartInk.suspect,
                  width: 1.25,
                  dash: ink.dash === 'solid' ? [6, 2.5, 1.5, 2.5] : ink.dash,
                  z: 2,
                },
                axis,
              ),
            ]),
        ...gappedLine(points, { colour: ink.colour, width: 1.75, dash: ink.dash }, axis),
        ...markers(
          points.filter(([, value]) => !Number.isNaN(value)),
          ink,
          false,
          axis,
        ),
        ...notes([{ at: [endSeconds, places[index] ?? from], text: name, colour: ink.colour, shift: [6, 0] }], axis),
      ]),
  };
}
