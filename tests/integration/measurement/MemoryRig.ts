import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ResultDocument, resultDocument } from '../../../core/contract/resultDocument.ts';
import { runCommand, temporaryDirectory } from '../cli/commandLine.ts';
import type { MemoryServerOptions } from './memoryServer.ts';

/** Servers whose memory is planted, and runs on them through the command line. */
export class MemoryRig {
  readonly directory = temporaryDirectory();
  readonly #servers: ChildProcess[] = [];

  async plant(options: Partial<MemoryServerOptions>): Promise<{ url: string; processId: number }> {
    const given: MemoryServerOptions = { latencyMs: 20, leakBytes: 0, heldBytes: 0, ...options };
    const entry = new URL('./memoryServer.ts', import.meta.url).pathname;
    const server = fork(entry, [JSON.stringify(given)], { execArgv: [] });
    this.#servers.push(server);
    const [port] = await once(server, 'message');
    return { url: `http://127.0.0.1:${port}`, processId: server.pid ?? 0 };
  }

  async stopServers(): Promise<void> {
    for (const server of this.#servers.splice(0)) {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    }
  }

  async measure(
    url: string,
    scenario: string,
    rest: readonly string[],
  ): Promise<{ code: number | null; document: ResultDocument; error: string }> {
    const json = join(this.directory.path, 'out.json');
    const { code, error } = await runCommand(
      ...['run', '--target', `openai=${url}`, '--model', 'planted', '--scenario', scenario],
      ...['--set', 'promptTokens=4', '--set', 'outputTokens=1', '--no-report', '--quiet', '--json', json],
      ...['--data-dir', join(this.directory.path, 'data'), ...rest],
    );
    return { code, error, document: resultDocument.parse(JSON.parse(readFileSync(json, 'utf8'))) };
  }
}
