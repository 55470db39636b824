import { resolve } from 'node:path';
import { type CommandEnd, type RunningCommand, startCommand } from '../cli/commandLine.ts';
import { processesOfGroup } from '../cli/processesOfGroup.ts';

/** A serve command of the built command line that has said where it listens. */
export class ServeProcess {
  readonly url: string;
  readonly #command: RunningCommand;

  private constructor(command: RunningCommand, url: string) {
    this.#command = command;
    this.url = url;
  }

  static async start(...arguments_: string[]): Promise<ServeProcess> {
    const command = startCommand(arguments_);
    const url = await new Promise<string>((settle, reject) => {
      let out = '';
      command.child.stdout?.on('data', (text: string) => {
        out += text;
        const listening = /^listening (http:\/\/\S+)$/m.exec(out);
        if (listening?.[1] !== undefined) settle(listening[1]);
      });
      void command.end.then(({ error }) => reject(new Error(`ended before it listened: ${error}`)));
    });
    return new ServeProcess(command, url);
  }

  get end(): Promise<CommandEnd> {
    return this.#command.end;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  post(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'content-type': 'application/json' };
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers,
      body: text,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** The worker processes that it has. */
  workers(): number[] {
    const engine = resolve(import.meta.dirname, '../../../out/main/engine.cjs');
    return processesOfGroup(this.#command.child.pid ?? 0)
      .filter(({ command }) => command.includes(engine))
      .map(({ processId }) => processId);
  }

  /** Processes of its group that still run. */
  left(): number {
    return processesOfGroup(this.#command.child.pid ?? 0).length;
  }

  interrupt(): Promise<CommandEnd> {
    this.#command.child.kill('SIGINT');
    return this.end;
  }

  terminate(): Promise<CommandEnd> {
    this.#command.child.kill('SIGTERM');
    return this.end;
  }
}
