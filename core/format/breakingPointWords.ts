import type { StepResult } from '../contract/resultDocument.ts';
import { absenceOf, figuresOf, formatAbsent } from './absences.ts';
import type { NamedFigure } from './burstWords.ts';
import { formatSeconds } from './durations.ts';
import { formatQuantity } from './quantities.ts';

/** What stopped first where a rising load was no longer served. */
export const breakingCauses = {
  errors: 'requests began to fail',
  backlog: 'requests came faster than they were completed',
} as const;

/** "Breaks at 412 requests/s [400, 431]: requests began to fail", or why no such point is known. */
export function breakingSentence(step: Pick<StepResult, 'breakingPoint'>): string | undefined {
  const why = absenceOf(step.breakingPoint);
  if (why !== undefined) return `No breaking point: ${why}`;
  const point = figuresOf(step.breakingPoint);
  return point && `Breaks at ${rateOf(point)}: ${breakingCauses[point.cause]}`;
}

/** The breaking point in figures, with the interval's absence in words. */
export function breakingFigures(step: Pick<StepResult, 'breakingPoint'>): NamedFigure[] {
  const why = absenceOf(step.breakingPoint);
  if (why !== undefined) return [{ name: 'Breaking point', value: formatAbsent('measured', why), isAbsent: true }];
  const point = figuresOf(step.breakingPoint);
  if (point === undefined) return [];
  const { completedPerSecond, intervalAbsent, interval95 } = point;
  return [
    { name: 'Breaks at an offered', value: rateOf(point) },
    ...(interval95 === undefined && intervalAbsent !== undefined
      ? [{ name: 'Interval of it', value: formatAbsent('interval', intervalAbsent), isAbsent: true }]
      : []),
    { name: 'Since the step began', value: formatSeconds(point.atMs / 1000) },
    { name: 'What stopped first', value: breakingCauses[point.cause] },
    ...(completedPerSecond === undefined
      ? []
      : [
          {
            name: 'Completed from there to the end of the peak',
            value: formatQuantity(completedPerSecond, 'requests/s'),
          },
        ]),
  ];
}

function rateOf({
  offeredPerSecond,
  interval95,
}: {
  offeredPerSecond: number;
  interval95?: [number, number] | undefined;
}) {
  return formatQuantity(offeredPerSecond, 'requests/s', interval95);
}
