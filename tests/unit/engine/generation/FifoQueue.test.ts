import { describe, expect, it } from 'vitest';
import { FifoQueue, type Job } from '../../../../main/engine/generation/FifoQueue.ts';

/** A job that notes what happens to it and ends when `finish` is called or its signal is aborted. */
class TestJob implements Job {
  readonly #log: string[];
  readonly #name: string;
  finish: () => void = () => undefined;

  constructor(name: string, log: string[]) {
    this.#name = name;
    this.#log = log;
  }

  async run(signal: AbortSignal): Promise<void> {
    this.#log.push(`${this.#name} starts`);
    await new Promise<void>((resolve) => {
      this.finish = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#log.push(`${this.#name} ${signal.aborted ? 'is cancelled' : 'ends'}`);
  }

  dropped(): void {
    this.#log.push(`${this.#name} is dropped`);
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function jobs(...names: string[]): { log: string[]; list: TestJob[] } {
  const log: string[] = [];
  return { log, list: names.map((name) => new TestJob(name, log)) };
}

describe('FifoQueue', () => {
  it('runs one job at a time in the order of arrival', async () => {
    const { log, list } = jobs('a', 'b', 'c');
    const queue = new FifoQueue();
    for (const job of list) queue.add(job);
    for (const job of list) {
      await turn();
      job.finish();
    }
    await turn();
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  it('runs again after it was empty', async () => {
    const { log, list } = jobs('a', 'b');
    const queue = new FifoQueue();
    for (const job of list) {
      queue.add(job);
      await turn();
      job.finish();
      await turn();
    }
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  });

  it('cancels a waiting job at once, without running it', async () => {
    const { log, list } = jobs('a', 'b', 'c');
    const queue = new FifoQueue();
    const tickets = list.map((job) => queue.add(job));
    tickets[1]?.cancel();
    tickets[1]?.cancel();
    expect(log).toEqual(['a starts', 'b is dropped']);
    list[0]?.finish();
    await turn();
    expect(log.slice(2)).toEqual(['a ends', 'c starts']);
  });

  it('cancels the running job by its signal and goes on with the next', async () => {
    const { log, list } = jobs('a', 'b');
    const queue = new FifoQueue();
    const tickets = list.map((job) => queue.add(job));
    tickets[0]?.cancel();
    await turn();
    expect(log).toEqual(['a starts', 'a is cancelled', 'b starts']);
  });

  it('has no use for a cancellation after the end', async () => {
    const { log, list } = jobs('a', 'b');
    const queue = new FifoQueue();
    const tickets = list.map((job) => queue.add(job));
    list[0]?.finish();
    await turn();
    tickets[0]?.cancel();
    await turn();
    expect(log).toEqual(['a starts', 'a ends', 'b starts']);
  });

  it('cancels all, and tells when nothing runs any more', async () => {
    const { log, list } = jobs('a', 'b', 'c');
    const queue = new FifoQueue();
    for (const job of list) queue.add(job);
    await queue.cancelAll();
    expect(log).toEqual(['a starts', 'b is dropped', 'c is dropped', 'a is cancelled']);
    await queue.cancelAll();
  });
});
