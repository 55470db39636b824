import { readdirSync, readFileSync } from 'node:fs';
import { cpuReadingMs, type ProcessRole, type ProcessSample } from '../../../core/contract/telemetryProtocol.ts';
import { isProcessGone, kernelConstants, ProcFile, parseProcess } from './procFiles.ts';

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

  /** Whether one of the processes that it began with has ended; found out by `sample`. */
  get hasLostRoot(): boolean {
    return (
      this.#searchedAtMs > Number.NEGATIVE_INFINITY &&
      this.#rootProcessIds.some((processId) => !this.#files.has(processId))
    );
  }

  close(): void {
    for (const processId of [...this.#files.keys()]) this.#forget(processId);
  }

  #follow(processId: number): void {
    if (this.#files.has(processId)) return;
    try {
      this.#files.set(processId, new ProcFile(`/proc/${processId}/stat`));
    } catch (error) {
      if (!isProcessGone(error)) throw error;
    }
  }

  #forget(processId: number): void {
    this.#files.get(processId)?.close();
    this.#files.delete(processId);
    this.#goneTicks += this.#ticks.get(processId) ?? 0;
    this.#ticks.delete(processId);
  }
}

/** The processes and their descendants. */
function descendants(rootProcessIds: readonly number[]): Set<number> {
  const found = new Set(rootProcessIds);
  // A set is walked in the order of insertion, what is added meanwhile included.
  for (const processId of found) for (const child of childrenOf(processId)) found.add(child);
  return found;
}

/** A child is listed under the thread that started it. */
function childrenOf(processId: number): number[] {
  const directory = `/proc/${processId}/task`;
  const threads = orNothing(() => readdirSync(directory));
  return threads.flatMap((thread) =>
    orNothing(() => readFileSync(`${directory}/${thread}/children`, 'utf8').split(' '))
      .filter((part) => part !== '')
      .map(Number),
  );
}

function orNothing(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    if (isProcessGone(error)) return [];
    throw error;
  }
}

function readOrUndefined(file: ProcFile): string | undefined {
  try {
    return file.read();
  } catch (error) {
    if (isProcessGone(error)) return undefined;
    throw error;
  }
}

/**
 * Growth of a counter per millisecond over the last half second. The kernel counts processor time in ticks of 10 ms, so
 * that a rate between two samples 100 ms apart would jump by tenths.
 */
export class SlidingRate {
  readonly #windowMs: number;
  #points: { atMs: number; value: number }[] = [];

  constructor(windowMs = cpuReadingMs) {
    this.#windowMs = windowMs;
  }

  /** @returns undefined for the first point: a rate needs two. */
  add(atMs: number, value: number): number | undefined {
    this.#points.push({ atMs, value });
    // One point before the window stays, so that the rate covers all of it.
    while (this.#points.length > 2 && (this.#points[1]?.atMs ?? atMs) <= atMs - this.#windowMs) this.#points.shift();
    const [first] = this.#points;
    return first === undefined || first.atMs === atMs ? undefined : (value - first.value) / (atMs - first.atMs);
  }
}
