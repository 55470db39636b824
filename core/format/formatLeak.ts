import type { StepResult } from '../contract/resultDocument.ts';
import { formatBytes } from './formatBytes.ts';

/** How memory grew: "+57.2 MiB per hour [+55.1 MiB, +59.3 MiB]"; undefined where it was not told. */
export function formatLeak({ memory }: Pick<StepResult, 'memory'>): string | undefined {
  if (memory === undefined || 'absent' in memory || typeof memory.leakBytesPerHour !== 'number') return undefined;
  const { leakBytesPerHour, leakBytesPerHourInterval95: interval } = memory;
  const text = `${signed(leakBytesPerHour)} per hour`;
  return interval === undefined ? text : `${text} [${signed(interval[0])}, ${signed(interval[1])}]`;
}

function signed(bytes: number): string {
  return `${bytes < 0 ? '\u2212' : '+'}${formatBytes(Math.abs(bytes))}`;
}
