import { linearTicks } from '../../../../core/chart/ticks.ts';
import { timeColumns } from '../../../../core/chart/timeSpans.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { formatSeconds } from '../../../../core/format/durations.ts';
import { recoverySentence } from '../../../../core/format/recoveryWords.ts';
import { entityInk } from '../../charts/ink.ts';
import { latencyTrack } from '../../charts/latencyTrack.ts';
import { failureInk, stackedColumns } from '../../charts/stackedColumns.ts';
import { type TimeTrack, timeTracks } from '../../charts/timeTracks.ts';
import type { ResultSection } from '../../content/reportOutline.ts';
import { displayText } from '../../displayText.ts';
import type { Markup } from '../../html/html.ts';
import { titledFigure } from '../sectionHead.ts';
import { mostColumns, stepTime } from './stepTime.ts';

/** Latency through base, burst and recovery with the way back as a bracket, over what was shed. */
export function burstFigure(section: ResultSection, step: StepResult): Markup | null {
  const { series = [], burst } = step;
  if (burst === undefined) return null;
  const recovery = figuresOf(step.recovery);
  const latency = latencyTrack({
    series,
    quantiles: ['p50', 'p95'],
    colour: entityInk(section.subject.index).colour,
    height: 150,
    ...(recovery === undefined
      ? {}
      : {
          limit: { valueMs: recovery.baseP95Ms, name: 'base’s p95' },
          bracket: {
            fromSeconds: recovery.atMs / 1000 - recovery.seconds,
            toSeconds: recovery.atMs / 1000,
            text: `back in ${formatSeconds(recovery.seconds)}`,
          },
        }),
  });
  if (latency === null) return null;
  const shed = shedTrack(step);
  const chart = timeTracks({
    id: `${section.anchor}-s`,
    label: displayText(recoverySentence(step, 'the burst') ?? 'Latency through a burst'),
    ...stepTime(step),
    tracks: [latency, ...(shed === null ? [] : [shed])],
  });
  return titledFigure(
    section.number,
    'What does a burst cost, and when is it over?',
    chart,
    `Solid: p50, dashed: p95, by the second in which requests ended.${recovery === undefined ? '' : ' Bracket: from the end of the burst until latency is back inside the base’s p95 (dash-dotted).'} Hatched in the upper part: not counted.${shed === null ? ' Nothing failed and nothing was dropped.' : ' Columns: requests that failed, and hatched those never sent.'}`,
  );
}

function shedTrack({ series = [] }: StepResult): TimeTrack | null {
  const columns = timeColumns(series, mostColumns, ({ failed, dropped = 0 }) => [failed, dropped]);
  const highest = Math.max(0, ...columns.map(({ perSecond }) => perSecond.reduce((sum, value) => sum + value, 0)));
  if (highest === 0) return null;
  return {
    height: 56,
    title: 'Shed/s',
    ticks: linearTicks(highest * 1.05, 2),
    draw: (axis) => stackedColumns(columns, [failureInk(0), failureInk(1)], axis),
  };
}
