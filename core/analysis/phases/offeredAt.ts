import type { PhaseWindow } from './PhaseWindow.ts';

/** Requests per second that an open loop's phase offers at an instant, at its edges where that lies outside. */
export function offeredAt({ phase, fromMs, plannedToMs }: PhaseWindow, atMs: number): number {
  const { ratePerSecond = 0, toRatePerSecond = ratePerSecond } = phase;
  const share = Math.min(1, Math.max(0, (atMs - fromMs) / (plannedToMs - fromMs)));
  return ratePerSecond + (toRatePerSecond - ratePerSecond) * share;
}
