import type { StepResult } from '../contract/resultDocument.ts';
import { numberFromDocument } from '../statistics/distributionDocument.ts';
import { absenceOf, figuresOf, formatAbsent } from './absences.ts';
import { formatCount } from './numbers.ts';
import { formatRatio } from './quantities.ts';

/** A figure with its name, for a table of two columns; `isAbsent` where the value is the reason why there is none. */
export interface NamedFigure {
  readonly name: string;
  readonly value: string;
  readonly isAbsent?: boolean;
}

/** What a burst cost, each figure by its name: ratios to the base before it, requests that were late or shed. */
export function burstFigures(step: Pick<StepResult, 'burst'>): NamedFigure[] {
  const why = absenceOf(step.burst);
  if (why !== undefined) return [{ name: 'Burst', value: formatAbsent('measured', why), isAbsent: true }];
  const burst = figuresOf(step.burst);
  if (burst === undefined) return [];
  const penalties = ([['p50', burst.penaltyP50] as const, ['p95', burst.penaltyP95] as const] as const).flatMap(
    ([name, penalty]) =>
      penalty === undefined
        ? []
        : [{ name: `${name} in the burst / in the base`, value: formatRatio(numberFromDocument(penalty)) }],
  );
  return [
    ...penalties,
    { name: 'Late: slower than the base’s p95', value: formatCount(burst.late) },
    { name: 'Shed: refused or never sent', value: formatCount(burst.shed) },
  ];
}
