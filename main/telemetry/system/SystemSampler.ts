import { cpus, freemem, totalmem } from 'node:os';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { memoryGroups } from './memoryGroups.ts';
import { type CoreTicks, ProcFile, parseCoreTicks, parseMemory, parseNetwork } from './procFiles.ts';

type SystemSample = Omit<TelemetrySample, 'atMs' | 'processes' | 'gpus'>;

/** Processor, memory and network of the whole machine. On Linux from /proc through open files, elsewhere from Node. */
export class SystemSampler {
  readonly #stat = openOnLinux('/proc/stat');
  readonly #meminfo = openOnLinux('/proc/meminfo');
  readonly #netDev = openOnLinux('/proc/net/dev');
  readonly #groups = memoryGroups(totalmem());
  #before: CoreTicks[] | undefined;
  #networkBefore: { receivedBytes: number; sentBytes: number } | undefined;

  /** Processor shares are of the time since the last sample, and absent in the first. */
  sample(): SystemSample {
    return { ...this.#processor(), ...this.#memory(), ...this.#network() };
  }

  close(): void {
    for (const file of [this.#stat, this.#meminfo, this.#netDev, ...this.#groups]) file?.close();
  }

  #processor(): Pick<SystemSample, 'cpuTotalPercent' | 'cpuPerCorePercent'> {
    const now = this.#stat === undefined ? coreTicksOfNode() : parseCoreTicks(this.#stat.read());
    const before = this.#before;
    this.#before = now;
    // A core that was switched off in between would pair wrongly with its neighbour.
    if (before === undefined || before.length !== now.length) return {};
    const perCore = now.map((core, index) => {
      const earlier = before[index] ?? core;
      const total = core.total - earlier.total;
      return total > 0 ? (100 * (core.busy - earlier.busy)) / total : 0;
    });
    return { cpuPerCorePercent: perCore, cpuTotalPercent: perCore.reduce((sum, share) => sum + share, 0) };
  }

  #memory(): Pick<SystemSample, 'memoryUsedBytes' | 'memoryTotalBytes' | 'swapFreeBytes' | 'groupAvailableBytes'> {
    if (this.#meminfo === undefined) return { memoryUsedBytes: totalmem() - freemem(), memoryTotalBytes: totalmem() };
    const { totalBytes, availableBytes, swapFreeBytes } = parseMemory(this.#meminfo.read());
    return {
      memoryUsedBytes: totalBytes - availableBytes,
      memoryTotalBytes: totalBytes,
      swapFreeBytes,
      ...(this.#groups.length === 0
        ? {}
        : { groupAvailableBytes: Math.min(...this.#groups.map((group) => group.availableBytes())) }),
    };
  }

  #network(): Pick<SystemSample, 'networkReceivedBytes' | 'networkSentBytes'> {
    if (this.#netDev === undefined) return {};
    const now = parseNetwork(this.#netDev.read());
    this.#networkBefore ??= now;
    return {
      networkReceivedBytes: now.receivedBytes - this.#networkBefore.receivedBytes,
      networkSentBytes: now.sentBytes - this.#networkBefore.sentBytes,
    };
  }
}

function openOnLinux(path: string): ProcFile | undefined {
  return process.platform === 'linux' ? new ProcFile(path) : undefined;
}

function coreTicksOfNode(): CoreTicks[] {
  return cpus().map(({ times }) => {
    const busy = times.user + times.nice + times.sys + times.irq;
    return { busy, total: busy + times.idle };
  });
}
