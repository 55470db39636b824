import { constants } from 'node:os';
import { StringDecoder } from 'node:string_decoder';
import { SupervisedWorker } from '../../run/workers/SupervisedWorker.ts';
import type { WorkerName } from '../../run/workers/WorkerProcess.ts';
import type { AbnormalEnd, ForkUtility, UtilityChild } from './UtilityChild.ts';

/**
 * After its end a worker's last output may still be on its way, and so may Electron's word on whether a signal ended it.
 * The pipes of a killed process are never reported as closed, hence a limit.
 */
const lastWordsMs = 100;

/** A worker as a utility process of Electron; to its parent it behaves as one that Node has forked. */
export class UtilityWorker<Command extends { type: string }, Event extends { type: string }> extends SupervisedWorker<
  Command,
  Event
> {
  readonly #child: UtilityChild;
  #abnormalEnd: AbnormalEnd | undefined;
  #ended = false;
  #killed = false;

  constructor(name: WorkerName, fork: ForkUtility) {
    super(name);
    this.#child = fork(name, (end) => {
      this.#abnormalEnd = end;
    });
    this.#child.on('message', (message) => this.tellEvent(message as Event));
    this.#child.on('spawn', () => {
      if (this.#killed) this.killNow();
    });
    const outputs = [this.#child.stdout, this.#child.stderr].flatMap((stream) =>
      stream === null ? [] : [this.#follow(stream)],
    );
    this.#child.on('exit', (code) => {
      this.#ended = true;
      void lastWords(outputs.map((output) => output.rest())).then(() => {
        for (const output of outputs) output.finish();
        const signal = this.#signal();
        this.tellExit(signal === undefined ? code : null, signal ?? null);
      });
    });
  }

  get processId(): number | undefined {
    return this.#ended ? undefined : this.#child.pid;
  }

  protected post(message: Command | { type: 'shutdown' }): void {
    if (!this.#ended) this.#child.postMessage(message);
  }

  /** By signal and not by Electron's `kill`, whose SIGTERM a busy or deaf process may survive. */
  protected killNow(): void {
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

  /** The signal that ended it, where Electron says that it did not end by itself. */
  #signal(): string | undefined {
    const end = this.#abnormalEnd;
    if (end === undefined || process.platform === 'win32') return undefined;
    return Object.entries(constants.signals).find(([, number]) => number === end.exitCode)?.[0];
  }

  /**
   * Reads a worker's output by lines. Right after its exit event Electron takes every listener off the streams; so they
   * are held back meanwhile and then listened to once more for what is still in them.
   */
  #follow(stream: NodeJS.ReadableStream): { rest(): Promise<void>; finish(): void } {
    const lines = new LineSplitter((line) => this.tellOutput(line));
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
}

async function lastWords(rests: Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, lastWordsMs);
  });
  await Promise.race([limit, Promise.all(rests)]);
  clearTimeout(timer);
}

/** Cuts a stream of bytes into lines, a character that two chunks share included. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(chunk: Buffer | string): void {
    const lines = (this.#rest + (typeof chunk === 'string' ? chunk : this.#decoder.write(chunk))).split(/\r?\n/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line);
  }

  /** No more comes: a last line without an end is one too. */
  end(): void {
    const last = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (last !== '') this.#onLine(last);
  }
}
