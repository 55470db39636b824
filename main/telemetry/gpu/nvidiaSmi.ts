import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { GpuPresence } from '../../../core/contract/telemetryProtocol.ts';

interface ToolAnswer {
  standardOutput: string;
  standardError: string;
  exitCode: number | null;
  /** Why there is no exit code: a signal, the deadline, or that it could not be started. */
  problem?: string;
}

const mostOutputCharacters = 1_000_000;
/** Time between asking it to end and giving up on it: it may hang where nothing can end it. */
const endGraceMs = 2000;

/**
 * Calls nvidia-smi once. Never rejects and always answers within the deadline and a little more, whatever the tool does: a
 * call that cannot be ended is left behind.
 */
export function callNvidiaSmi(path: string, arguments_: readonly string[], deadlineMs: number): Promise<ToolAnswer> {
  return new Promise((resolve) => {
    const child = spawn(path, [...arguments_], {
      shell: false,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C' },
    });
    let standardOutput = '';
    let standardError = '';
    let isLate = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (standardOutput.length < mostOutputCharacters) standardOutput += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (standardError.length < mostOutputCharacters) standardError += text;
    });
    const answer = (exitCode: number | null, problem?: string): void => {
      clearTimeout(deadline);
      clearTimeout(grace);
      resolve({ standardOutput, standardError, exitCode, ...(problem === undefined ? {} : { problem }) });
    };
    const late = `did not answer within ${deadlineMs / 1000} s`;
    let grace: NodeJS.Timeout | undefined;
    const deadline = setTimeout(() => {
      isLate = true;
      child.kill('SIGTERM');
      grace = setTimeout(() => {
        child.kill('SIGKILL');
        child.unref();
        answer(null, late);
      }, endGraceMs);
    }, deadlineMs);
    child.on('error', (error) => answer(null, error.message));
    child.on('close', (code, signal) =>
      answer(code, isLate ? late : signal === null ? undefined : `was ended by ${signal}`),
    );
  });
}

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

const probeDeadlineMs = 4000;

/**
 * Looks for NVIDIA GPUs by calling the nvidia-smi that there is among the candidate paths. The reason for their absence is the tool's own first line
 * where it says one: it knows best whether the driver, a library or the device is missing.
 */
export async function findGpus(candidates: readonly string[]): Promise<GpuPresence> {
  const found = candidates.filter(isExecutable);
  if (found.length === 0) return { present: false, reason: 'nvidia-smi is not on PATH' };
  let reason = '';
  for (const path of found) {
    const answer = await callNvidiaSmi(
      path,
      ['--query-gpu=driver_version,name', '--format=csv,noheader'],
      probeDeadlineMs,
    );
    const rows = answer.standardOutput.split('\n').flatMap((line) => {
      const [driverVersion, ...name] = line.trim().split(', ');
      return driverVersion !== undefined && /^\d[\d.]*$/.test(driverVersion) && name.length > 0
        ? [{ driverVersion, name: name.join(', ') }]
        : [];
    });
    const [first] = rows;
    if (first !== undefined) {
      return { present: true, driverVersion: first.driverVersion, toolPath: path, names: rows.map(({ name }) => name) };
    }
    reason ||= whyNone(answer);
  }
  return { present: false, reason };
}

function whyNone({ standardOutput, standardError, exitCode, problem }: ToolAnswer): string {
  if (problem !== undefined) return `nvidia-smi ${problem}`;
  const said = [standardOutput, standardError]
    .join('\n')
    .split('\n')
    .find((line) => line.trim() !== '');
  return said === undefined
    ? `nvidia-smi ended with exit code ${exitCode} and said nothing`
    : said.trim().slice(0, 300);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
