import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ProcFile } from './procFiles.ts';

const limitFiles = { 1: 'memory.limit_in_bytes', 2: 'memory.max' } as const;

/**
 * The control groups around this process that limit its memory, and with it that of all that it starts. None outside
 * Linux.
 *
 * @param machineBytes memory of the machine: a limit beyond it is none.
 */
export function memoryGroups(machineBytes: number): MemoryGroup[] {
  if (process.platform !== 'linux' || !existsSync('/proc/self/cgroup')) return [];
  const directories = memoryGroupDirectories(
    readFileSync('/proc/self/cgroup', 'utf8'),
    readFileSync('/proc/self/mountinfo', 'utf8'),
  );
  return directories.flatMap(({ path, version }) => {
    const limitFile = join(path, limitFiles[version]);
    if (!existsSync(limitFile)) return [];
    // "max", which is no number, stands for none.
    const limitBytes = Number(readFileSync(limitFile, 'utf8'));
    return limitBytes < machineBytes ? [new MemoryGroup(path, version, limitBytes)] : [];
  });
}

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

/** A directory of a control group that may limit memory, and in which of the kernel's two forms it is. */
interface MemoryGroupDirectory {
  path: string;
  version: 1 | 2;
}

/**
 * The control groups that a process is in, its own first and then those around it, as far as they can be seen from where
 * it lives.
 *
 * @param membership text of /proc/PID/cgroup.
 * @param mounts text of /proc/PID/mountinfo.
 */
export function memoryGroupDirectories(membership: string, mounts: string): MemoryGroupDirectory[] {
  return mounts.split('\n').flatMap((line): MemoryGroupDirectory[] => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root = '', mountPoint = ''] = before.split(' ');
    const [type = '', , options = ''] = after.split(' ');
    const version = type === 'cgroup2' ? 2 : type === 'cgroup' && options.split(',').includes('memory') ? 1 : undefined;
    if (version === undefined) return [];
    const own = membershipOf(membership, version);
    // A container may have only its own part mounted.
    const below = own === undefined ? undefined : relative(root, own);
    if (below === undefined || below.startsWith('..')) return [];
    const parts = below.split('/').filter((part) => part !== '');
    const depths = Array.from({ length: parts.length + 1 }, (_, index) => parts.length - index);
    return depths.map((depth) => ({ path: join(mountPoint, ...parts.slice(0, depth)), version }));
  });
}

function membershipOf(membership: string, version: 1 | 2): string | undefined {
  for (const line of membership.split('\n')) {
    const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path !== '' && (version === 2 ? controllers === '' : controllers.split(',').includes('memory'))) return path;
  }
  return undefined;
}
