import { join } from 'node:path';
import { ProcFile } from './ProcFile.ts';

const files = {
  1: { used: 'memory.usage_in_bytes', stat: 'memory.stat', inactive: 'total_inactive_file' },
  2: { used: 'memory.current', stat: 'memory.stat', inactive: 'inactive_file' },
} as const;

/** A control group with a limit on its memory, read again and again. */
export class MemoryGroup {
  readonly #limitBytes: number;
  readonly #inactive: string;
  readonly #used: ProcFile;
  readonly #stat: ProcFile;

  /** @throws Error when the group's files cannot be opened. */
  constructor(directory: string, version: 1 | 2, limitBytes: number) {
    const { used, stat, inactive } = files[version];
    this.#limitBytes = limitBytes;
    this.#inactive = inactive;
    this.#used = new ProcFile(join(directory, used));
    this.#stat = new ProcFile(join(directory, stat));
  }

  /**
   * What the group may still take. Files that were read and are not in use count to it but are dropped when memory is
   * needed, so that they are not counted here: what Kubernetes calls the working set.
   */
  availableBytes(): number {
    const inactive = new RegExp(`^${this.#inactive} (\\d+)`, 'm').exec(this.#stat.read())?.[1];
    return this.#limitBytes - Number(this.#used.read()) + Number(inactive ?? 0);
  }

  close(): void {
    this.#used.close();
    this.#stat.close();
  }
}
