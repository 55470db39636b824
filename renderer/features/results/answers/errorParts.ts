import type { SeriesPoint, StepResult } from '../../../../core/contract/resultDocument.ts';
import type { PanelColour } from '../../../charts/options/timePanels.ts';

/** Kinds beyond these are one part: more shades could not be told apart. */
const mostKinds = 3;
const opacities = [1, 0.7, 0.45];
const failedColour = 7;

type Part = { name: string; colour: PanelColour; opacity: number };

/** The parts of a column of lost requests: the commonest kinds of errors, all others together, what was never sent. */
export function errorParts({ errors }: Pick<StepResult, 'errors'>): Part[] {
  const kinds = errors.slice(0, mostKinds);
  return [
    ...kinds.map(({ kind }, index): Part => ({ name: kind, colour: failedColour, opacity: opacities[index] ?? 1 })),
    ...(errors.length > mostKinds
      ? [
          {
            name: errors.length === mostKinds + 1 ? '1 other kind' : `${errors.length - mostKinds} other kinds`,
            colour: 'text2' as const,
            opacity: 1,
          },
        ]
      : []),
    { name: 'never sent', colour: 'text3', opacity: 0.55 },
  ];
}

/** How many requests of a second belong to each of {@link errorParts}. */
export function errorsOfSecond(
  { failed, failedByKind, dropped = 0 }: SeriesPoint,
  { errors }: Pick<StepResult, 'errors'>,
): number[] {
  const kinds = errors.slice(0, mostKinds).map((_, index) => failedByKind?.[index] ?? 0);
  const others = Math.max(0, failed - kinds.reduce((sum, count) => sum + count, 0));
  return [...kinds, ...(errors.length > mostKinds ? [others] : []), dropped];
}
