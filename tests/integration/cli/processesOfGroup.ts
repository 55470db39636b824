import { readdirSync, readFileSync } from 'node:fs';

/** Processes of a process group that still run (a zombie does not), from /proc. */
export function processesOfGroup(group: number): { processId: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readOrEmpty(`/proc/${name}/stat`);
      const [state, , ownGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(ownGroup) !== group || state === 'Z') return [];
      return [{ processId: Number(name), command: readOrEmpty(`/proc/${name}/cmdline`).replaceAll('\0', ' ') }];
    });
}

/** A process may go between being listed and being read. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}
