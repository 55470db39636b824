import type { StepResult } from '../contract/resultDocument.ts';
import { absenceOf, figuresOf, formatAbsent } from './absences.ts';
import type { NamedFigure } from './burstWords.ts';
import { formatSeconds } from './durations.ts';
import { formatLatency } from './latency.ts';

/** "Recovered 3.2 s [2.9, 3.6] after the burst", or why that is not known; undefined where nobody asked. */
export function recoverySentence(
  step: Pick<StepResult, 'recovery'>,
  after: 'the burst' | 'the peak',
): string | undefined {
  const why = absenceOf(step.recovery);
  if (why !== undefined) return `Recovery after ${after} ${formatAbsent('measured', why)}`;
  const recovery = figuresOf(step.recovery);
  return recovery && `Recovered ${formatSeconds(recovery.seconds, recovery.intervalSeconds)} after ${after}`;
}

/** How long it took to recover, and which latency it had to come back to. */
export function recoveryFigures(step: Pick<StepResult, 'recovery'>): NamedFigure[] {
  const why = absenceOf(step.recovery);
  if (why !== undefined) return [{ name: 'Recovery', value: formatAbsent('measured', why), isAbsent: true }];
  const recovery = figuresOf(step.recovery);
  if (recovery === undefined) return [];
  return [
    { name: 'Recovery', value: formatSeconds(recovery.seconds, recovery.intervalSeconds) },
    { name: 'Latency to come back to, p95 of the base', value: formatLatency(recovery.baseP95Ms) },
  ];
}
