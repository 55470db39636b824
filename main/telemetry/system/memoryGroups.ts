import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryGroup } from './MemoryGroup.ts';
import { memoryGroupDirectories } from './memoryGroupDirectories.ts';

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
