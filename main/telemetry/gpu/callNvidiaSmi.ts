import { spawn } from 'node:child_process';

export interface ToolAnswer {
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
