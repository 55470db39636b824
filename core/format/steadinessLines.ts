import type { StepResult } from '../contract/resultDocument.ts';
import { driftOf } from './driftOf.ts';
import { driftParts } from './driftParts.ts';
import { formatAbsent } from './formatAbsent.ts';
import { formatLeak } from './formatLeak.ts';
import { formatStability } from './formatStability.ts';
import { joinQuantity } from './joinQuantity.ts';

/** A figure of a step's steadiness by its name, or why it has none. */
export interface SteadinessLine {
  readonly name: 'Stability' | 'Drift' | 'Memory';
  readonly value: string;
}

/**
 * Stability and drift of a step: "97 of 100", "+0.3 % per hour [−0.5, 1.1]"; "not measured: 14.9 s of 20 s" in their
 * place; and how its memory grew, where that was told. Empty for a result that says nothing of either, as those of earlier versions.
 */
export function steadinessLines(step: Pick<StepResult, 'reliability' | 'memory'>): SteadinessLine[] {
  const { stabilityScore, stabilityAbsent, driftAbsent } = step.reliability ?? {};
  const drift = driftOf(step);
  const score = stabilityScore === undefined ? undefined : `${formatStability(stabilityScore)} of 100`;
  return [
    ...line('Stability', score, stabilityAbsent),
    ...line('Drift', drift === undefined ? undefined : joinQuantity(driftParts(drift)), driftAbsent),
    ...line('Memory', formatLeak(step), undefined),
  ];
}

function line(
  name: SteadinessLine['name'],
  value: string | undefined,
  absent: string | undefined,
): readonly SteadinessLine[] {
  if (value !== undefined) return [{ name, value }];
  return absent === undefined ? [] : [{ name, value: formatAbsent('measured', absent) }];
}
