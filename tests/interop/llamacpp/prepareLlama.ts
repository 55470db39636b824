import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory } from '../../../main/run/directories.ts';

export interface PreparedLlama {
  python: string;
  /** A GGUF file. */
  model: string;
}

const run = promisify(execFile);
const here = import.meta.dirname;
const requirements = join(here, 'requirements.txt');
const writer = join(here, 'writeModel.py');
const installTimeoutMs = 300_000;

/**
 * Puts llama.cpp's server and a model for it into the product's cache directory, once: a Python environment with what
 * `requirements.txt` names, from the index that pip is configured with, and 1.4 MB of random weights.
 *
 * @returns why this machine cannot have them, in one line, where Python, its environments or the packages are not to be had.
 */
export async function prepareLlama(): Promise<PreparedLlama | { unavailable: string }> {
  const version = await tryRun('python3', ['--version']);
  if ('problem' in version) return { unavailable: `python3 cannot be run: ${version.problem}` };
  const cache = cacheDirectory(process.env);
  const recipe = createHash('sha256').update(version.output);
  for (const file of [requirements, writer]) recipe.update(readFileSync(file));
  const folder = join(cache, `interop-llamacpp-${recipe.digest('hex').slice(0, 12)}`);
  const made = { python: join(folder, 'bin/python'), model: join(folder, 'interop.gguf') };
  if (existsSync(folder)) return made;
  mkdirSync(cache, { recursive: true });
  // Whole or not at all: an environment finds its packages wherever its folder is moved to.
  const unfinished = `${folder}.part${process.pid}`;
  try {
    const python = join(unfinished, 'bin/python');
    const problem =
      (await problemOf(
        'python3',
        ['-m', 'venv', unfinished],
        'python3 -m venv (on Debian: apt-get install python3-venv)',
      )) ??
      (await problemOf(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], 'pip install')) ??
      (await problemOf(python, [writer, join(unfinished, 'interop.gguf')], 'writeModel.py'));
    if (problem !== undefined) return { unavailable: problem };
    // Another process may have been first.
    if (!existsSync(folder)) renameSync(unfinished, folder);
    return made;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function problemOf(command: string, arguments_: readonly string[], name: string): Promise<string | undefined> {
  const result = await tryRun(command, arguments_);
  return 'problem' in result ? `${name} failed: ${result.problem}` : undefined;
}

async function tryRun(
  command: string,
  arguments_: readonly string[],
): Promise<{ output: string } | { problem: string }> {
  try {
    const { stdout } = await run(command, arguments_, { timeout: installTimeoutMs });
    return { output: stdout };
  } catch (error) {
    const { stderr = '', stdout = '', message } = error as Error & { stderr?: string; stdout?: string };
    const lines = `${stdout}\n${stderr}`.trim().split('\n');
    return { problem: lines.at(-1) || message };
  }
}
