import type { MemoryFit } from '../../../core/contract/scenarioFigures.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { formatBytes } from '../../../core/format/quantities.ts';

/**
 * A kernel puts some pages that nobody has used for long into swap whatever memory is left; a machine that runs out of
 * memory writes far more than this within a second.
 */
const swapToleranceBytes = 64 * 1024 * 1024;

/**
 * Watches the memory of the machine while a step runs, and ends its load before the machine suffers: when less than a
 * reserve is left, or when swap comes into use, after which every latency would be one of the disk.
 */
export class MemoryGuard {
  readonly #reserveBytes: number;
  readonly #controller = new AbortController();
  #swapFreeBytes: number | undefined;
  #leastAvailableBytes: number | undefined;
  #explanation: string | undefined;

  constructor(reserveBytes: number) {
    this.#reserveBytes = reserveBytes;
  }

  /** Aborts when the load has to end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  watch(sample: TelemetrySample): void {
    if (this.#explanation !== undefined) return;
    const { swapFreeBytes, memoryTotalBytes, memoryUsedBytes, groupAvailableBytes } = sample;
    const machineBytes = memoryTotalBytes - memoryUsedBytes;
    const availableBytes = Math.min(machineBytes, groupAvailableBytes ?? machineBytes);
    this.#leastAvailableBytes = Math.min(this.#leastAvailableBytes ?? availableBytes, availableBytes);
    this.#swapFreeBytes ??= swapFreeBytes;
    const swappedBytes = (this.#swapFreeBytes ?? 0) - (swapFreeBytes ?? 0);
    if (availableBytes < this.#reserveBytes) {
      const whose = availableBytes < machineBytes ? 'this program’s control group' : 'the machine';
      this.#end(
        `${formatBytes(availableBytes)} of the memory of ${whose} were left, less than the ${formatBytes(this.#reserveBytes)} kept in reserve`,
      );
    } else if (swappedBytes > swapToleranceBytes) {
      this.#end(
        `${formatBytes(swappedBytes)} of swap came into use, with ${formatBytes(availableBytes)} of memory left`,
      );
    }
  }

  /** Whether the load fitted, as far as it was watched; undefined when there was no sample. */
  get fit(): MemoryFit | undefined {
    if (this.#explanation !== undefined) return { fits: false, explanation: this.#explanation };
    if (this.#leastAvailableBytes === undefined) return undefined;
    const least = `at least ${formatBytes(this.#leastAvailableBytes)} of memory stayed available`;
    return { fits: true, explanation: `${least}, of which ${formatBytes(this.#reserveBytes)} are kept in reserve` };
  }

  #end(explanation: string): void {
    this.#explanation = `${explanation}: the load was ended`;
    this.#controller.abort();
  }
}
