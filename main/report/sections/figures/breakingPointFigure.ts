import { linearTicks } from '../../../../core/chart/ticks.ts';
import { type TimeColumn, timeColumns } from '../../../../core/chart/timeSpans.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { breakingSentence } from '../../../../core/format/breakingPointWords.ts';
import { formatSeconds } from '../../../../core/format/durations.ts';
import { formatRate } from '../../../../core/format/quantities.ts';
import { chartInk, entityInk } from '../../charts/ink.ts';
import { rateTrack } from '../../charts/rateTrack.ts';
import { failureInk, stackedColumns } from '../../charts/stackedColumns.ts';
import { type TimeTrack, timeTracks } from '../../charts/timeTracks.ts';
import type { ResultSection } from '../../content/reportOutline.ts';
import { displayText } from '../../displayText.ts';
import type { Markup } from '../../html/html.ts';
import { titledFigure } from '../sectionHead.ts';
import { mostColumns, stepTime } from './stepTime.ts';

const inkWords = ['filled', 'hatched', 'filled in the colour of warnings', 'pale'] as const;

/** What was offered and completed over time with the point where it breaks, over failures by kind. */
export function breakingPointFigure(section: ResultSection, step: StepResult): Markup | null {
  const { series = [], breakingPoint } = step;
  if (breakingPoint === undefined) return null;
  const point = figuresOf(breakingPoint);
  const recovery = figuresOf(step.recovery);
  const rates = rateTrack({
    height: 150,
    lines: [
      {
        name: 'offered',
        columns: timeColumns(series, mostColumns, ({ offered = 0 }) => [offered]),
        colour: chartInk.text2,
        dash: [1.5, 2.5],
      },
      {
        name: 'completed',
        columns: timeColumns(series, mostColumns, ({ completed }) => [completed]),
        colour: entityInk(section.subject.index).colour,
        dash: 'solid',
      },
    ],
    ...(point === undefined
      ? {}
      : {
          mark: {
            atSeconds: point.atMs / 1000,
            perSecond: point.offeredPerSecond,
            name: `breaks at ${formatRate(point.offeredPerSecond)}`,
          },
        }),
    ...(recovery === undefined
      ? {}
      : {
          bracket: {
            fromSeconds: recovery.atMs / 1000 - recovery.seconds,
            toSeconds: recovery.atMs / 1000,
            text: `back in ${formatSeconds(recovery.seconds)}`,
          },
        }),
  });
  if (rates === null) return null;
  const columns = failureColumns(step);
  const failures = failureTrack(columns);
  const chart = timeTracks({
    id: `${section.anchor}-s`,
    label: displayText(breakingSentence(step) ?? 'Offered and completed rate'),
    ...stepTime(step),
    tracks: [rates, ...(failures === null ? [] : [failures])],
  });
  const kinds = step.errors.map(
    ({ kind }, index) => `${displayText(kind, 40)} ${inkWords[Math.min(index, inkWords.length - 1)]}`,
  );
  return titledFigure(
    section.number,
    'Where does it break?',
    chart,
    `Dotted: requests offered, solid: completed.${point === undefined ? '' : ' Dashed: where it breaks.'}${recovery === undefined ? '' : ' Bracket: from the end of the peak until latency is back inside the p95 of the base.'}${failures === null ? ' Nothing failed.' : ` Columns: failures by kind (${kinds.join(', ')}).`} Hatched in the upper part: not counted.`,
  );
}

/** Failures by kind where a second tells them apart, else all of a second as the first kind. */
function failureColumns({ series = [], errors }: StepResult): TimeColumn[] {
  const kinds = Math.max(1, errors.length);
  return timeColumns(series, mostColumns, ({ failed, failedByKind }) =>
    Array.from(
      { length: kinds },
      (_, kind) => failedByKind?.[kind] ?? (failedByKind === undefined && kind === 0 ? failed : 0),
    ),
  );
}

function failureTrack(columns: readonly TimeColumn[]): TimeTrack | null {
  const highest = Math.max(0, ...columns.map(({ perSecond }) => perSecond.reduce((sum, value) => sum + value, 0)));
  if (highest === 0) return null;
  const inks = (columns[0]?.perSecond ?? []).map((_, kind) => failureInk(kind));
  return {
    height: 64,
    title: 'Failed/s',
    ticks: linearTicks(highest * 1.05, 2),
    draw: (axis) => stackedColumns(columns, inks, axis),
  };
}
