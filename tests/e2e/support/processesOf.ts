import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processes that belong to one instance of the program, by the directory that stands on each of their command lines.
 * Linux only, as the tests are.
 */
export function processesOf(directory: string): { pid: number; commandLine: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), commandLine: commandLineOf(name) }))
    .filter(({ pid, commandLine }) => pid !== process.pid && commandLine.includes(directory));
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    // It ended between the listing and the look.
    return '';
  }
}
