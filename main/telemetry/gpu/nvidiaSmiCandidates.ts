import { delimiter, join } from 'node:path';

/**
 * Paths at which nvidia-smi may stand, in the order to try: every hit on PATH, then the places of drivers that do not put
 * it there (under WSL a distribution's own copy may shadow the one that works).
 */
export function nvidiaSmiCandidates(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const name = platform === 'win32' ? 'nvidia-smi.exe' : 'nvidia-smi';
  const onPath = (environment.PATH ?? '')
    .split(delimiter)
    .filter((part) => part !== '')
    .map((part) => join(part, name));
  const usual =
    platform === 'win32'
      ? [
          join(environment.SystemRoot ?? 'C:\\Windows', 'System32', name),
          join(environment.ProgramFiles ?? 'C:\\Program Files', 'NVIDIA Corporation', 'NVSMI', name),
        ]
      : ['/usr/bin/nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'];
  return [...new Set([...onPath, ...usual])];
}
