import { expect } from 'vitest';
import type { PlantedOptions } from '../../fixtures/servers/PlantedOptions.ts';
import { percentile, type RecordRow } from '../../unit/runner/recordRows.ts';

type Stall = NonNullable<PlantedOptions['stall']>;

/** Latencies above a quarter of the stall: far above what a request takes that meets none, also on a busy machine. */
export function slowOfStalls(latenciesMs: readonly number[], { forMs }: Stall): number[] {
  return latenciesMs.filter((latencyMs) => latencyMs > forMs / 4);
}

/**
 * What theory says of requests that come evenly to a server that stalls: each that was due in a stall waits for its end,
 * so that the share of requests that are hit is the stall's share of the time, and their latencies lie evenly between 0
 * and the stall. Of the slow ones that is three quarters of those, evenly from a quarter on.
 */
export function expectOpenLoopTheory(rows: readonly RecordRow[], stall: Stall): void {
  const latenciesMs = rows.map(({ endMs, intendedStartMs }) => endMs - intendedStartMs);
  const slowMs = slowOfStalls(latenciesMs, stall);
  const right = (0.75 * rows.length * stall.forMs) / stall.everyMs;
  expect(slowMs.length).toBeGreaterThan(0.9 * right);
  // A busy machine may add a few.
  expect(slowMs.length).toBeLessThan(1.25 * right);
  for (const share of [0.25, 0.5, 0.75]) {
    const evenlyMs = stall.forMs * (0.25 + 0.75 * share);
    expect(Math.abs(percentile(slowMs, share) - evenlyMs)).toBeLessThan(0.1 * stall.forMs);
  }
  expect(percentile(slowMs, 0.98)).toBeGreaterThan(0.9 * stall.forMs);
}
