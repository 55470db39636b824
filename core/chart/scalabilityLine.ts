import type { StepResult } from '../contract/resultDocument.ts';
import { scalabilityLaw } from '../statistics/scalabilityLaw.ts';

const points = 48;

/**
 * The fitted law as a line on an axis of doublings, between two levels of concurrency; empty where no law was fitted.
 * `level` is requests in flight, `value` requests per second.
 */
export function scalabilityLine(
  scalability: StepResult['scalability'],
  fromLevel: number,
  toLevel: number,
): { level: number; value: number }[] {
  if (scalability === undefined || !('uslAlpha' in scalability)) return [];
  const { uslAlpha: alpha, uslBeta: beta, uslRequestsPerSecond: lambda } = scalability;
  return Array.from({ length: points + 1 }, (_, index) => {
    const level = fromLevel * (toLevel / fromLevel) ** (index / points);
    return { level, value: scalabilityLaw({ alpha, beta, lambda }, level) };
  });
}
