import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { PreparedLlama } from './prepareLlama.ts';

export interface LlamaServer {
  url: string;
  /** The name that its model has. */
  model: string;
  processId: number;
  /** @throws Error with the server's output when it ended by itself. */
  stop(): Promise<void>;
}

const modelName = 'interop';
const readyTimeoutMs = 30_000;
const keptCharacters = 4000;

/**
 * Starts llama.cpp's server on a free port and waits until it answers.
 *
 * @param slots how many requests it works on at a time; further ones wait in it.
 * @throws Error with the server's output when it ends before or is not ready in time.
 */
export async function startLlamaServer(llama: PreparedLlama, slots: number): Promise<LlamaServer> {
  const child = spawn(llama.python, [join(import.meta.dirname, 'serveModel.py'), llama.model, modelName, `${slots}`], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  let error = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error = (error + text).slice(-keptCharacters);
  });
  const gone = once(child, 'close');
  const ended = (): string =>
    `llama.cpp's server ended by itself (${child.signalCode ?? child.exitCode}):\n${output}${error}`;
  const endedEarly = (): string | undefined =>
    child.exitCode === null && child.signalCode === null ? undefined : ended();
  try {
    const url = await waitForAddress(() => output, endedEarly);
    await waitForHealth(url, endedEarly);
    return {
      url,
      model: modelName,
      processId: child.pid ?? 0,
      stop: async () => {
        child.kill('SIGTERM');
        await gone;
        // It answers this signal by ending with 0.
        if (child.exitCode !== 0) throw new Error(ended());
      },
    };
  } catch (problem) {
    child.kill('SIGKILL');
    await gone;
    throw problem;
  }
}

async function waitForAddress(output: () => string, ended: () => string | undefined): Promise<string> {
  return poll('printed no address', ended, () => {
    const line = output()
      .split('\n')
      .slice(0, -1)
      .find((each) => each.startsWith('{'));
    return line === undefined ? undefined : (JSON.parse(line) as { url: string }).url;
  });
}

async function waitForHealth(url: string, ended: () => string | undefined): Promise<void> {
  await poll('is not ready', ended, async () => {
    const reply = await fetch(`${url}/health`).catch(() => undefined);
    return reply?.ok === true ? true : undefined;
  });
}

async function poll<Found>(
  problem: string,
  ended: () => string | undefined,
  look: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> {
  const giveUpAtMs = performance.now() + readyTimeoutMs;
  while (performance.now() < giveUpAtMs) {
    const found = await look();
    if (found !== undefined) return found;
    const end = ended();
    if (end !== undefined) throw new Error(end);
    await setTimeout(20);
  }
  throw new Error(`llama.cpp's server ${problem} after ${readyTimeoutMs / 1000} s`);
}
