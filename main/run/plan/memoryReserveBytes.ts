import type { ScenarioConfiguration } from '../../../core/contract/configuration.ts';

/** Where less is left a system begins to push out what it will need again, and figures show that instead of the target. */
const reserveShare = 0.05;
/** Below it a desktop becomes unusable before a measurement can be stopped, whatever share of the memory it is. */
const leastReserveBytes = 512e6;
const bytesPerMegabyte = 1e6;

/** What memory scenarios leave free: as configured, else a twentieth of the machine's memory, half a gigabyte at least. */
export function memoryReserveBytes(
  { memory_reserve_mb }: Pick<ScenarioConfiguration, 'memory_reserve_mb'>,
  memoryBytes: number,
): number {
  return memory_reserve_mb === undefined
    ? Math.max(leastReserveBytes, Math.round(reserveShare * memoryBytes))
    : memory_reserve_mb * bytesPerMegabyte;
}
