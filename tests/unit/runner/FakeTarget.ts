import type { TimeSource } from '../../../main/runner/clock/TimeSource.ts';
import type { RequestShape, Target, TargetListener } from '../../../main/runner/targets/Target.ts';

/** How a fake answers one request: after so long, with success unless it says otherwise; never when undefined. */
export type FakeAnswer = { afterMs: number; error?: string } | undefined;

/** A target that answers each request as a test scripts it. */
export class FakeTarget implements Target {
  readonly #time: TimeSource;
  readonly #listener: TargetListener;
  readonly #answer: (sequence: number) => FakeAnswer;
  readonly #pending = new Map<number, () => void>();
  /** By request: what is prepared for it. */
  readonly #prepared: { sequence: number; shape: RequestShape | undefined }[] = [];
  readonly sentAtMs: number[] = [];
  /** In the order they were sent. */
  readonly sequences: number[] = [];
  readonly shapes: (RequestShape | undefined)[] = [];
  /** Sequence numbers of the requests whose output was wanted as text. */
  readonly withText: number[] = [];
  cancelled = 0;
  closed = false;

  constructor(time: TimeSource, listener: TargetListener, answer: (sequence: number) => FakeAnswer) {
    this.#time = time;
    this.#listener = listener;
    this.#answer = answer;
  }

  get inFlight(): number {
    return this.#pending.size;
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  prepare(request: number, sequence: number, withText: boolean, shape?: RequestShape): void {
    this.#prepared[request] = { sequence, shape };
    if (withText) this.withText.push(sequence);
  }

  send(request: number): void {
    if (this.#pending.has(request)) throw new Error(`request ${request} was sent twice`);
    const nowMs = this.#time.nowMs();
    this.sentAtMs.push(nowMs);
    const { sequence = 0, shape } = this.#prepared[request] ?? {};
    this.sequences.push(sequence);
    this.shapes.push(shape);
    const answer = this.#answer(sequence);
    if (answer === undefined) {
      this.#pending.set(request, () => undefined);
      return;
    }
    const cancel = this.#time.at(nowMs + answer.afterMs, () => {
      this.#pending.delete(request);
      if (answer.error === undefined) this.#listener.ended(request, this.#time.nowMs(), 1);
      else this.#listener.failed(request, this.#time.nowMs(), answer.error, `said ${answer.error}`);
    });
    this.#pending.set(request, cancel);
  }

  cancel(request: number): void {
    const cancel = this.#pending.get(request);
    if (cancel === undefined) throw new Error(`request ${request} was cancelled and is not in flight`);
    cancel();
    this.#pending.delete(request);
    this.cancelled += 1;
  }

  close(): void {
    this.closed = true;
    for (const cancel of this.#pending.values()) cancel();
    this.#pending.clear();
  }
}
