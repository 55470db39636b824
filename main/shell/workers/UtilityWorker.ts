import { constants } from 'node:os';
import type { WorkerExit, WorkerName, WorkerProcess } from '../../run/workers/WorkerProcess.ts';
import { LineSplitter } from './LineSplitter.ts';
import type { AbnormalEnd, ForkUtility, UtilityChild } from './UtilityChild.ts';

/** Lines of a worker's own output that are kept to explain its end. */
const keptOutputLines = 20;

/**
 * After its end a worker's last output may still be on its way, and so may Electron's word on whether a signal ended it.
 * The pipes of a killed process are never reported as closed, hence a limit.
 */
const lastWordsMs = 100;

/** A worker as a utility process of Electron; to its parent it behaves as one that Node has forked. */
export class UtilityWorker<Command extends { type: string }, Event extends { type: string }>
  implements WorkerProcess<Command, Event>
{
  readonly name: WorkerName;
  readonly #child: UtilityChild;
  readonly #events = new Set<(event: Event) => void>();
  readonly #outputs = new Set<(line: string) => void>();
  readonly #exits = new Set<(exit: WorkerExit) => void>();
  readonly #lastLines: string[] = [];
  readonly #gone: Promise<WorkerExit>;
  #exit: WorkerExit | undefined;
  #abnormalEnd: AbnormalEnd | undefined;
  #stopping = false;
  #ended = false;
  #killed = false;

  constructor(name: WorkerName, fork: ForkUtility) {
    this.name = name;
    this.#child = fork(name, (end) => {
      this.#abnormalEnd = end;
    });
    this.#child.on('message', (message) => {
      for (const listener of this.#events) listener(message as Event);
    });
    this.#child.on('spawn', () => {
      if (this.#killed) this.#killNow();
    });
    const outputs = [this.#child.stdout, this.#child.stderr].flatMap((stream) =>
      stream === null ? [] : [this.#follow(stream)],
    );
    this.#gone = new Promise((resolve) => {
      this.#child.on('exit', (code) => {
        this.#ended = true;
        void lastWords(outputs.map((output) => output.rest())).then(() => {
          for (const output of outputs) output.finish();
          this.#exit = this.#describeEnd(code);
          resolve(this.#exit);
          for (const listener of this.#exits) listener(this.#exit);
        });
      });
    });
  }

  get processId(): number | undefined {
    return this.#ended ? undefined : this.#child.pid;
  }

  send(command: Command): void {
    if (!this.#ended) this.#child.postMessage(command);
  }

  onEvent(listener: (event: Event) => void): () => void {
    this.#events.add(listener);
    return () => this.#events.delete(listener);
  }

  onOutput(listener: (line: string) => void): () => void {
    this.#outputs.add(listener);
    return () => this.#outputs.delete(listener);
  }

  onExit(listener: (exit: WorkerExit) => void): () => void {
    if (this.#exit !== undefined) listener(this.#exit);
    this.#exits.add(listener);
    return () => this.#exits.delete(listener);
  }

  async stop(deadlineMs: number): Promise<WorkerExit> {
    this.#stopping = true;
    if (!this.#ended) this.#child.postMessage({ type: 'shutdown' });
    const timer = setTimeout(() => this.#killNow(), deadlineMs);
    const exit = await this.#gone;
    clearTimeout(timer);
    return exit;
  }

  kill(): Promise<WorkerExit> {
    this.#stopping = true;
    this.#killNow();
    return this.#gone;
  }

  /** By signal and not by Electron's `kill`, whose SIGTERM a busy or deaf process may survive. */
  #killNow(): void {
    this.#killed = true;
    const { pid } = this.#child;
    if (this.#ended || pid === undefined) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // It ended by itself between the look and the call; its exit event is on its way.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  #describeEnd(code: number): WorkerExit {
    const end = this.#abnormalEnd;
    const signal = end === undefined || process.platform === 'win32' ? undefined : signalName(end.exitCode);
    return {
      code: signal === undefined ? code : null,
      signal: signal ?? null,
      output: this.#lastLines.join('\n'),
      expected: this.#stopping,
    };
  }

  /**
   * Reads a worker's output by lines. Right after its exit event Electron takes every listener off the streams; so they
   * are held back meanwhile and then listened to once more for what is still in them.
   */
  #follow(stream: NodeJS.ReadableStream): { rest(): Promise<void>; finish(): void } {
    const lines = new LineSplitter((line) => this.#keep(line));
    const take = (chunk: Buffer | string): void => lines.add(chunk);
    stream.on('data', take);
    return {
      rest: () => {
        stream.pause();
        stream.removeListener('data', take);
        return new Promise((resolve) => {
          queueMicrotask(() => {
            stream.on('data', take);
            stream.on('end', resolve);
            stream.resume();
          });
        });
      },
      finish: () => lines.end(),
    };
  }

  #keep(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > keptOutputLines) this.#lastLines.shift();
    for (const listener of this.#outputs) listener(line);
  }
}

async function lastWords(rests: Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, lastWordsMs);
  });
  await Promise.race([limit, Promise.all(rests)]);
  clearTimeout(timer);
}

function signalName(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}
