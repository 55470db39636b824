import type { StepResult } from '../contract/resultDocument.ts';
import type { Interval } from '../statistics/Interval.ts';
import { formatAbsent } from './absences.ts';
import { formatLeak } from './memoryWords.ts';
import { type FormattedQuantity, formatFixed, joinQuantity, typography } from './numbers.ts';
import { quantityParts } from './quantities.ts';

/** A figure of a step's steadiness by its name, or why it has none. */
interface SteadinessLine {
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

/** What the words of a step's steadiness mean, the same in the window and in reports. */
export const steadinessDefinitions = [
  {
    term: 'Stability score',
    meaning:
      '100 × the product of (1 − share / limit), each at least 0, over the variation of throughput between ten windows (limit 25\u00a0%), that of latency (50\u00a0%), the larger of their drifts over the step (50\u00a0%) and failed requests (5\u00a0%). What chance explains counts as 0. A definition of this product, not a standard.',
  },
  {
    term: 'Drift per hour',
    meaning:
      'Change of the median latency along its trend (Theil–Sen), carried on to an hour, as a share of it, with the 95\u00a0% interval of the trend. An interval that holds 0 leaves open whether there is any. From 60\u00a0s on.',
  },
  {
    term: 'Memory per hour',
    meaning:
      'Change of the resident memory of the engine over ten stretches of the measurement, carried on to an hour, with a 95\u00a0% interval that takes no random walk for a trend. An interval that holds 0 leaves open whether there is any. From 60\u00a0s on.',
  },
  {
    term: 'Steady state',
    meaning:
      'Throughput and latency that neither vary nor drift beyond chance while they are measured, after the transient at the beginning, if there was one. Nothing is left out of the other figures for it.',
  },
] as const;

/** The drift of a step's median latency in percent per hour; undefined where there is none. */
export function driftOf({ reliability }: Pick<StepResult, 'reliability'>): Drift | undefined {
  if (reliability?.driftPerHour === undefined) return undefined;
  const { driftPerHour, driftPerHourInterval95: interval } = reliability;
  return {
    percent: 100 * driftPerHour,
    ...(interval === undefined ? {} : { interval: [100 * interval[0], 100 * interval[1]] }),
  };
}

/** A drift in percent per hour, its interval too where it has one. */
export interface Drift {
  readonly percent: number;
  readonly interval?: Interval | undefined;
}

/**
 * A drift in its parts, a rise with its sign: "+0.3", "% per hour", "[−0.5, 1.1]".
 *
 * @param decimals overrules those of the interval, for a column of which another row is more precise
 */
export function driftParts({ percent, interval }: Drift, decimals?: number): FormattedQuantity {
  const parts = quantityParts(percent, '% per hour', interval, decimals);
  // "< 0.1" says on which side of zero it is without a sign.
  return percent > 0 && /^\d/.test(parts.number) ? { ...parts, number: `+${parts.number}` } : parts;
}

/** A stability score, 0 to 100, without decimals: "97"; "> 99" where it would read as 100 and is not. */
export function formatStability(score: number): string {
  const whole = formatFixed(score, 0);
  return whole === '100' && score < 100 ? `>${typography.noBreakSpace}99` : whole;
}
