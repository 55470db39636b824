import { join, relative } from 'node:path';

/** A directory of a control group that may limit memory, and in which of the kernel's two forms it is. */
export interface MemoryGroupDirectory {
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
