import { readFileSync } from 'node:fs';
import type { ProcessRole, ProcessSample } from '../../../core/contract/telemetryProtocol.ts';
import { kernelConstants } from './kernelConstants.ts';
import { ProcFile } from './ProcFile.ts';
import { parseProcess } from './parseProc.ts';
import { SlidingRate } from './SlidingRate.ts';

/** Looking for new children costs more than reading known ones, and servers start theirs rarely. */
const searchIntervalMs = 1000;

/** Processes and all their descendants, followed through /proc. */
export class ProcessTree {
  readonly #role: ProcessRole;
  readonly #rootProcessIds: readonly number[];
  readonly #files = new Map<number, ProcFile>();
  readonly #ticks = new Map<number, number>();
  readonly #rate = new SlidingRate();
  readonly #kernel = kernelConstants();
  #goneTicks = 0;
  #searchedAtMs = Number.NEGATIVE_INFINITY;

  constructor(role: ProcessRole, rootProcessIds: readonly number[]) {
    this.#role = role;
    this.#rootProcessIds = rootProcessIds;
  }

  /** Processor share and resident memory of all of them now; undefined when none is left. */
  sample(atMs: number): ProcessSample | undefined {
    if (atMs - this.#searchedAtMs >= searchIntervalMs) {
      this.#searchedAtMs = atMs;
      for (const processId of descendants(this.#rootProcessIds)) this.#follow(processId);
    }
    let residentBytes = 0;
    for (const [processId, file] of this.#files) {
      const stat = readOrUndefined(file);
      if (stat === undefined) {
        this.#forget(processId);
        continue;
      }
      const { ticks, residentPages } = parseProcess(stat);
      this.#ticks.set(processId, ticks);
      residentBytes += residentPages * this.#kernel.pageBytes;
    }
    if (this.#files.size === 0) return undefined;
    // Ticks of processes that ended stay in the sum, or the share would dip below zero when one ends.
    const ticks = [...this.#ticks.values()].reduce((sum, own) => sum + own, this.#goneTicks);
    const ticksEachMs = this.#rate.add(atMs, ticks);
    return {
      role: this.#role,
      processes: this.#files.size,
      residentBytes,
      ...(ticksEachMs === undefined ? {} : { cpuPercent: ((ticksEachMs * 1000) / this.#kernel.ticksPerSecond) * 100 }),
    };
  }

  close(): void {
    for (const processId of [...this.#files.keys()]) this.#forget(processId);
  }

  #follow(processId: number): void {
    if (this.#files.has(processId)) return;
    try {
      this.#files.set(processId, new ProcFile(`/proc/${processId}/stat`));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  #forget(processId: number): void {
    this.#files.get(processId)?.close();
    this.#files.delete(processId);
    this.#goneTicks += this.#ticks.get(processId) ?? 0;
    this.#ticks.delete(processId);
  }
}

/** The processes and their descendants. A child is listed under the thread that started it. */
function descendants(rootProcessIds: readonly number[]): number[] {
  const found = [...rootProcessIds];
  for (let index = 0; index < found.length; index += 1) {
    const processId = found[index];
    if (processId !== undefined) found.push(...childrenOf(processId));
  }
  return found;
}

function childrenOf(processId: number): number[] {
  try {
    const text = readFileSync(`/proc/${processId}/task/${processId}/children`, 'utf8');
    return text
      .split(' ')
      .filter((part) => part !== '')
      .map(Number);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function readOrUndefined(file: ProcFile): string | undefined {
  try {
    return file.read();
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ESRCH';
}
