import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { StoreCallName, StoreCalls, StoreEvent } from '../../../core/contract/storeProtocol.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';

export const entry = fileURLToPath(new URL('../../../main/store/index.ts', import.meta.url));

type OpenAnswer = Extract<StoreEvent, { type: 'opened' | 'openFailed' }>;
type CallAnswer = Extract<StoreEvent, { type: 'answer' | 'callFailed' }>;

/** A real store process, as the command line forks it. It is gone when the test is over. */
export class StoreProcess {
  readonly child: ChildProcess;
  readonly logs: string[] = [];
  readonly #calls = new Map<number, (event: CallAnswer) => void>();
  readonly #ready: Promise<void>;
  readonly #exit: Promise<{ code: number | null; signal: string | null }>;
  #opened: ((event: OpenAnswer) => void) | undefined;
  #id = 0;

  /** @param uid the user that it runs as; this one unless given. */
  constructor(uid?: number) {
    this.child = fork(entry, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      ...(uid !== undefined && { uid, gid: uid }),
    });
    this.#ready = new Promise((resolve) => {
      this.child.on('message', (message) => {
        const event = message as StoreEvent;
        if (event.type === 'ready') resolve();
        else if (event.type === 'log') this.logs.push(event.line.message);
        else if (event.type === 'answer' || event.type === 'callFailed') this.#calls.get(event.id)?.(event);
        else this.#opened?.(event);
      });
    });
    this.#exit = once(this.child, 'exit').then(([code, signal]) => ({ code, signal }));
    onTestFinished(async () => {
      this.child.kill('SIGKILL');
      await this.#exit;
    });
  }

  async open(dataDirectory: string, mode: 'write' | 'read' = 'write'): Promise<OpenAnswer> {
    await this.#ready;
    const answer = new Promise<OpenAnswer>((resolve) => {
      this.#opened = resolve;
    });
    const owner = { processId: process.pid, name: 'an integration test' };
    this.child.send(
      mode === 'write' ? { type: 'open', dataDirectory, mode, owner } : { type: 'open', dataDirectory, mode },
    );
    return answer;
  }

  async attempt<Name extends StoreCallName>(
    name: Name,
    arguments_: Parameters<StoreCalls[Name]>[0],
  ): Promise<CallAnswer> {
    this.#id += 1;
    const id = this.#id;
    const answer = new Promise<CallAnswer>((resolve) => this.#calls.set(id, resolve));
    this.child.send({ type: 'call', id, name, arguments: arguments_ });
    const event = await answer;
    this.#calls.delete(id);
    return event;
  }

  async call<Name extends StoreCallName>(
    name: Name,
    arguments_: Parameters<StoreCalls[Name]>[0],
  ): Promise<ReturnType<StoreCalls[Name]>> {
    const event = await this.attempt(name, arguments_);
    if (event.type === 'callFailed') throw new Error(`${name}: ${event.failure.reason} (${event.failure.detail})`);
    return event.result as ReturnType<StoreCalls[Name]>;
  }

  async failure<Name extends StoreCallName>(name: Name, arguments_: Parameters<StoreCalls[Name]>[0]): Promise<Failure> {
    const event = await this.attempt(name, arguments_);
    if (event.type === 'answer') throw new Error(`${name} succeeded`);
    return event.failure;
  }

  shutdown(): Promise<{ code: number | null; signal: string | null }> {
    this.child.send({ type: 'shutdown' });
    return this.#exit;
  }

  /** Ends it by a signal, or by hanging up. */
  end(how: 'SIGKILL' | 'disconnect'): Promise<{ code: number | null; signal: string | null }> {
    if (how === 'disconnect') this.child.disconnect();
    else this.child.kill(how);
    return this.#exit;
  }
}

/** A store process that has opened the directory. */
export async function openedProcess(
  dataDirectory: string,
  mode: 'write' | 'read' = 'write',
  uid?: number,
): Promise<StoreProcess> {
  const store = new StoreProcess(uid);
  const answer = await store.open(dataDirectory, mode);
  if (answer.type === 'openFailed') throw new Error(`${answer.failure.reason} (${answer.failure.detail})`);
  return store;
}
