import type { ProcessSample, ServerProcesses } from '../../../core/contract/telemetryProtocol.ts';
import { ProcessTree } from '../system/ProcessTree.ts';
import { type FoundServer, findServerProcesses } from './findServerProcesses.ts';

/** Looking through what all processes have open takes tens of milliseconds: a server that starts again takes seconds. */
const searchIntervalMs = 1000;

/** The processes of a server on this machine, looked for anew when one that listened has ended. */
export class ServerTree {
  readonly url: string;
  readonly #tell: (processes: ServerProcesses) => void;
  readonly #find: (url: string) => Promise<FoundServer>;
  #tree: ProcessTree | undefined;
  #processIds = '';
  #isLooking = false;
  #isClosed = false;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  /** @param tell is told each time that what is known of its processes has changed, and after each `look`. */
  constructor(url: string, tell: (processes: ServerProcesses) => void, find = findServerProcesses) {
    this.url = url;
    this.#tell = tell;
    this.#find = find;
  }

  /** Looks which processes listen now, and follows them. Those that are followed already stay as they are. */
  async look(): Promise<void> {
    this.#isLooking = true;
    try {
      const found = await this.#find(this.url).catch(
        (error: unknown): FoundServer => ({ found: false, reason: `/proc could not be read: ${String(error)}` }),
      );
      if (this.#isClosed) return;
      this.#follow(found.found ? found.processIds : []);
      this.#tell(found.found ? { found: true } : found);
    } finally {
      this.#isLooking = false;
    }
  }

  /** Processor share and resident memory of them all now; undefined when there is none. */
  sample(atMs: number): ProcessSample | undefined {
    const sample = this.#tree?.sample(atMs);
    const isToBeFound = this.#processIds !== '' && (this.#tree === undefined || this.#tree.hasLostRoot);
    if (isToBeFound && !this.#isLooking && atMs - this.#lookedAtMs >= searchIntervalMs) {
      this.#lookedAtMs = atMs;
      void this.look();
    }
    return sample;
  }

  close(): void {
    this.#isClosed = true;
    this.#tree?.close();
  }

  #follow(processIds: readonly number[]): void {
    const key = processIds.join(' ');
    if (key === this.#processIds && this.#tree?.hasLostRoot === false) return;
    this.#tree?.close();
    this.#tree = processIds.length === 0 ? undefined : new ProcessTree('engine', processIds);
    // What was found once is looked for again; what never was, is not.
    if (key !== '') this.#processIds = key;
  }
}
