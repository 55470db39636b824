import type { StepResult } from '../contract/resultDocument.ts';
import type { Attainment } from '../contract/scenarioFigures.ts';
import { absenceOf, figuresOf, formatAbsent } from './absences.ts';
import { formatFixed, formatShare } from './numbers.ts';

type ObjectiveShare = Attainment['objectives'][number];

/** "96.3 % [95.8, 96.7]" of requests. */
export function attainedShare({ share, interval95 }: ObjectiveShare): string {
  if (interval95 === undefined) return formatShare(share);
  return `${formatShare(share)} [${interval95.map((end) => formatFixed(100 * end, 1)).join(', ')}]`;
}

/** Whether the share is the one that was asked for; undefined where none was. */
export function isAttained({ share, wanted }: ObjectiveShare): boolean | undefined {
  return wanted === undefined ? undefined : share >= wanted;
}

/** "96.3 % of requests meet latencyMs.p95<=400, of 95.0 % wanted" of the objective that fares worst, or why there is none. */
export function attainmentSentence(step: Pick<StepResult, 'attainment'>): string | undefined {
  const why = absenceOf(step.attainment);
  if (why !== undefined) return `Attainment ${formatAbsent('measured', why)}`;
  const objectives = figuresOf(step.attainment)?.objectives ?? [];
  const margin = ({ share, wanted = 1 }: ObjectiveShare): number => share - wanted;
  const worst = objectives.toSorted((a, b) => margin(a) - margin(b))[0];
  if (worst === undefined) return undefined;
  const wanted = worst.wanted === undefined ? '' : `, of ${formatShare(worst.wanted)} wanted`;
  return `${attainedShare(worst)} of requests meet ${worst.objective}${wanted}`;
}
