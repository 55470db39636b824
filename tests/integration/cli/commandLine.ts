import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = resolve(import.meta.dirname, '../../../bin/inferneo-bench.js');

export interface CommandEnd {
  code: number | null;
  signal: string | null;
  out: string;
  error: string;
}

export interface RunningCommand {
  child: ChildProcess;
  end: Promise<CommandEnd>;
  /** Resolves once standard error holds the text; rejects when the command ends without it. */
  untilError(text: string): Promise<void>;
}

/** Starts the built command line, as a user would. Its process group is its own, so that a test can send it Ctrl-C. */
export function startCommand(arguments_: readonly string[], environment: Record<string, string> = {}): RunningCommand {
  const child = spawn(process.execPath, [program, ...arguments_], {
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let error = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
    for (const watcher of watchers) watcher();
  });
  const end = new Promise<CommandEnd>((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => settle({ code, signal, out, error }));
  });
  return {
    child,
    end,
    untilError: (text) =>
      new Promise((settle, reject) => {
        const look = (): void => {
          if (!error.includes(text)) return;
          watchers.delete(look);
          settle();
        };
        watchers.add(look);
        look();
        void end.then(() => reject(new Error(`ended without "${text}":\n${error}`)));
      }),
  };
}

/** Runs a command to its end. */
export function runCommand(...arguments_: string[]): Promise<CommandEnd> {
  return startCommand(arguments_).end;
}

/** A data directory of a test's own; `remove` when done. */
export function temporaryDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'inferneo-bench-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
