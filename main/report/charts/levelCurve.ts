import { spreadLabels } from '../../../core/chart/lines.ts';
import { linearTicks, logRange } from '../../../core/chart/ticks.ts';
import type { Markup } from '../html/html.ts';
import { band } from './band.ts';
import { chartInk, type EntityInk } from './ink.ts';
import { markers } from './markers.ts';
import { type ChartNote, notes } from './notes.ts';
import { axisLabel, gridLines, logAxisTicks, plotArea, plotAxis } from './plotAxis.ts';
import { chartSizes, renderChart } from './renderChart.ts';
import { type ChartPoint, strokeLine } from './strokes.ts';

/** A value at a level (requests in flight, batch size), with its 95 % interval where there is one. */
export interface LevelPoint {
  level: number;
  value: number;
  interval?: readonly [number, number];
  /** Under its sample floor: hollow, outside the band. */
  belowFloor?: boolean;
}

export interface LevelLine {
  name: string;
  width: number;
  dash: readonly number[] | 'solid';
  points: readonly LevelPoint[];
}

export interface LevelCurve {
  id: string;
  label: string;
  ink: EntityInk;
  levelTitle: string;
  /** Upper track, logarithmic: latencies. */
  latencyTitle: string;
  latencies: readonly LevelLine[];
  /** Lower track, from 0: a rate, with the dotted line of what twice the load would ideally bring. */
  rateTitle: string;
  rateName: string;
  rates: readonly LevelPoint[];
  /** The level of the knee, where a search found one. */
  kneeLevel?: number;
  /** The rates of a law that was fitted to the measured ones, in ascending order of the level. */
  law?: readonly LevelPoint[];
}

const labelRoom = 74;
const idealRoom = 1.8;
const idealPoints = 24;
const upper = { top: 10, bottom: 196 };
const lower = { top: 214, bottom: 338 };

const positionOf = (level: number): number => Math.log2(level);

/**
 * Two tracks on one axis of levels (doublings evenly spaced): latency with its bands above, rate with the ideal line
 * below, so that one look tells where more load only makes requests wait. Null with fewer than two levels that have both.
 */
export function levelCurve(curve: LevelCurve): Markup | null {
  const levels = [...new Set(curve.rates.map(({ level }) => level))].sort((a, b) => a - b);
  const range = logRange(
    curve.latencies.flatMap(({ points }) => points.flatMap((p) => [p.value, ...(p.interval ?? [])])),
  );
  const first = curve.rates[0];
  if (levels.length < 2 || range === null || first === undefined) return null;
  const edge = 0.12 * Math.max(1, positionOf((levels.at(-1) ?? 1) / (levels[0] ?? 1)) / 3);
  const min = positionOf(levels[0] ?? 1) - edge;
  const max = positionOf(levels.at(-1) ?? 1) + edge;
  const xTicks = levels.map((level) => ({ at: positionOf(level), label: axisLabel(level) }));
  const logMin = Math.log10(range.low);
  const logMax = Math.log10(range.high);
  const perLevel = first.value / first.level;
  const highestRate = Math.max(...curve.rates.map(({ value, interval }) => interval?.[1] ?? value));
  // The ideal line may leave the plot: what was measured must not shrink to a line at the bottom for its sake.
  const rateTicks = linearTicks(
    Math.max(highestRate, Math.min(perLevel * (levels.at(-1) ?? 1), highestRate * idealRoom)),
    4,
  );
  const rateEnd = rateTicks.at(-1) ?? 1;
  const latencyTicks = logAxisTicks(range);
  const vertical = xTicks.map(({ at }) => at);
  const { height } = chartSizes.tall;
  const option = {
    grid: [
      plotArea(46, labelRoom, upper.top, height - upper.bottom),
      plotArea(46, labelRoom, lower.top, height - lower.bottom),
    ],
    xAxis: [
      plotAxis('horizontal', { min, max, ticks: xTicks.map(({ at }) => ({ at, label: '' })) }),
      plotAxis('horizontal', { min, max, ticks: xTicks, title: curve.levelTitle, gridIndex: 1 }),
    ],
    yAxis: [
      plotAxis('vertical', { min: logMin, max: logMax, ticks: latencyTicks, title: curve.latencyTitle, titleGap: 34 }),
      plotAxis('vertical', {
        min: 0,
        max: rateEnd,
        ticks: rateTicks.map((at) => ({ at, label: axisLabel(at) })),
        title: curve.rateTitle,
        titleGap: 34,
        gridIndex: 1,
      }),
    ],
    series: [
      gridLines(
        vertical,
        latencyTicks.map(({ at }) => at),
      ),
      gridLines(vertical, rateTicks, 1),
      ...curve.latencies.flatMap((line) => latencyLine(line, curve.ink, logMax)),
      ...lineNames(curve.latencies, max, logMin, logMax),
      strokeLine(
        idealLine(perLevel, min + edge, max - edge),
        { colour: chartInk.text3, width: 1, dash: [1.5, 2.5], z: 2 },
        1,
      ),
      ...rateLine(curve.rates, curve.ink),
      ...lawLine(curve.law ?? [], rateEnd),
      ...kneeMark(curve.kneeLevel, rateEnd),
      ...notes(rateNotes(curve, perLevel, max - edge, rateEnd, max), 1),
    ],
  };
  return renderChart(option, chartSizes.tall, curve.id, curve.label);
}

function latencyLine(line: LevelLine, ink: EntityInk, logMax: number) {
  const placed = line.points.filter(({ value }) => value > 0 && Number.isFinite(value));
  const at = ({ level, value }: LevelPoint): ChartPoint => [positionOf(level), Math.log10(value)];
  const solid = placed.filter(({ belowFloor }) => !belowFloor);
  const bands = solid.flatMap(({ level, interval }) =>
    interval
      ? [{ x: positionOf(level), low: Math.log10(interval[0]), high: Math.min(logMax, Math.log10(interval[1])) }]
      : [],
  );
  return [
    ...band(bands, ink.colour),
    strokeLine(placed.map(at), { colour: ink.colour, width: line.width, dash: line.dash }),
    ...markers(solid.map(at), ink, false),
    ...markers(placed.filter(({ belowFloor }) => belowFloor).map(at), ink, true),
  ];
}

function lineNames(lines: readonly LevelLine[], max: number, logMin: number, logMax: number) {
  const ends = lines.flatMap(({ name, points }) => {
    const last = points.findLast(({ value }) => value > 0 && Number.isFinite(value));
    return last ? [{ name, value: Math.log10(last.value), belowFloor: last.belowFloor === true }] : [];
  });
  const gap = ((logMax - logMin) * 12) / (upper.bottom - upper.top);
  const spread = spreadLabels(
    ends.map(({ value }) => value),
    gap,
    logMin,
    logMax,
  );
  return notes(
    ends.map(({ name, belowFloor }, index) => ({
      at: [max, spread[index] ?? logMin],
      text: belowFloor ? `${name} †` : name,
      shift: [6, 0],
    })),
  );
}

/** A dashed line at the knee, named at its foot: there the measured line has left the room below it. */
function kneeMark(level: number | undefined, rateEnd: number) {
  if (level === undefined) return [];
  const x = positionOf(level);
  const foot: ChartPoint[] = [
    [x, 0],
    [x, rateEnd],
  ];
  return [
    strokeLine(foot, { colour: chartInk.text2, width: 1, dash: [4, 3], z: 2 }, 1),
    ...notes([{ at: [x, 0], text: `knee, ${axisLabel(level)} in flight`, shift: [5, -8], ground: true }], 1),
  ];
}

function rateLine(rates: readonly LevelPoint[], ink: EntityInk) {
  const at = ({ level, value }: LevelPoint): ChartPoint => [positionOf(level), value];
  const bands = rates.flatMap(({ level, interval }) =>
    interval ? [{ x: positionOf(level), low: interval[0], high: interval[1] }] : [],
  );
  return [
    ...band(bands, ink.colour, 1),
    strokeLine(rates.map(at), { colour: ink.colour, width: 2, dash: 'solid' }, 1),
    ...markers(rates.map(at), ink, false, 1),
  ];
}

/** A thin dashed line over the measured one, as far as it stays in the plot. */
function lawLine(law: readonly LevelPoint[], rateEnd: number) {
  const line = law
    .filter(({ value }) => value <= rateEnd)
    .map(({ level, value }): ChartPoint => [positionOf(level), value]);
  return line.length < 2 ? [] : [strokeLine(line, { colour: chartInk.text, width: 1, dash: [6, 2, 1, 2], z: 4 }, 1)];
}

/** Proportional to the level, which is a curve on an axis of doublings. */
function idealLine(perLevel: number, from: number, to: number): ChartPoint[] {
  return Array.from({ length: idealPoints + 1 }, (_, index) => {
    const x = from + ((to - from) * index) / idealPoints;
    return [x, perLevel * 2 ** x];
  });
}

/** The measured line is named at its end; the ideal one too, or where it leaves the plot. */
function rateNotes(curve: LevelCurve, perLevel: number, lastAt: number, rateEnd: number, edgeAt: number): ChartNote[] {
  const lastRate = curve.rates.at(-1)?.value ?? 0;
  const lastIdeal = perLevel * 2 ** lastAt;
  if (lastIdeal > rateEnd) {
    return [
      { at: [edgeAt, lastRate], text: curve.rateName, shift: [6, 0] },
      {
        at: [Math.log2(rateEnd / perLevel), rateEnd],
        text: 'ideal ↑',
        colour: chartInk.text3,
        shift: [6, 8],
        ground: true,
      },
    ];
  }
  const gap = (rateEnd * 12) / (lower.bottom - lower.top);
  const [rateAt = 0, idealAt = 0] = spreadLabels([lastRate, lastIdeal], gap, 0, rateEnd);
  return [
    { at: [edgeAt, rateAt], text: curve.rateName, shift: [6, 0] },
    { at: [edgeAt, idealAt], text: 'ideal', colour: chartInk.text3, shift: [6, 0] },
  ];
}
