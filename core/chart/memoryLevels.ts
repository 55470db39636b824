import { meanInFlightOfLevel } from '../analysis/memory/meanInFlightOfLevel.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import { figuresOf } from '../format/figuresOf.ts';

/** A level of concurrency by what was counted: mean requests in flight, and mean bytes resident. */
export interface MemoryLevel {
  inFlight: number;
  bytes: number;
}

/** A place of the line through the levels, with the 95 % band of the line. */
export interface MemoryLinePoint extends MemoryLevel {
  low?: number;
  high?: number;
}

const linePoints = 32;

/** Levels that the line of memory per request may rest on, lightest first. */
export function memoryLevels(steps: readonly StepResult[]): MemoryLevel[] {
  return steps
    .flatMap((step) => {
      const figures = figuresOf(step.memory);
      const inFlight = meanInFlightOfLevel(step);
      return figures === undefined || inFlight === undefined ? [] : [{ inFlight, bytes: figures.meanBytes }];
    })
    .toSorted((a, b) => a.inFlight - b.inFlight);
}

/**
 * The line of memory per request from nothing in flight to the heaviest level, with the band that the mean of the line has:
 * the reach of the slope's interval is t·s/√Sxx, that of the line at x is t·s·√(1/n + (x − x̄)²/Sxx). Empty without a slope.
 *
 * @param levels those that the line rests on
 */
export function memoryLine({ memory }: Pick<StepResult, 'memory'>, levels: readonly MemoryLevel[]): MemoryLinePoint[] {
  const figures = figuresOf(memory);
  const { perRequestBytes, baseBytes, perRequestBytesInterval95: interval } = figures ?? {};
  const last = levels.at(-1);
  if (perRequestBytes === undefined || baseBytes === undefined || last === undefined) return [];
  const mean = levels.reduce((sum, { inFlight }) => sum + inFlight, 0) / levels.length;
  const spread = levels.reduce((sum, { inFlight }) => sum + (inFlight - mean) ** 2, 0);
  const slopeReach = interval === undefined ? undefined : (interval[1] - interval[0]) / 2;
  return Array.from({ length: linePoints + 1 }, (_, index) => {
    const inFlight = (last.inFlight * index) / linePoints;
    const bytes = baseBytes + perRequestBytes * inFlight;
    if (slopeReach === undefined) return { inFlight, bytes };
    const reach = slopeReach * Math.sqrt(spread / levels.length + (inFlight - mean) ** 2);
    return { inFlight, bytes, low: bytes - reach, high: bytes + reach };
  });
}
