import { ArrivalCursor, type ArrivalProcess, type RequestLengths } from '../../../core/schedule/ArrivalProcess.ts';
import type { RequestShape } from '../targets/Target.ts';
import type { Agenda, LoopWindow } from './Agenda.ts';
import type { LoadShard } from './LoadLoop.ts';
import { PacedLoop, type PacedLoopOptions } from './PacedLoop.ts';

interface ScheduleAgendaOptions {
  /** Instants from the start of the warm-up to the end of the measured phase. */
  arrivals: ArrivalProcess;
  /** What a request is like as far as the schedule does not say it. */
  shapeOfStep: RequestShape;
  /** Counted requests to send at most. */
  requestLimit?: number | undefined;
  /** Which arrivals of the schedule are this loop's, where several share it; limits count all of them. */
  shard?: LoadShard | undefined;
}

/** The requests of a schedule, one after the other, whatever comes back. */
export class ScheduleAgenda implements Agenda {
  readonly mayGrow = false;
  readonly #options: ScheduleAgendaOptions;
  readonly #window: LoopWindow;
  readonly #cursor: ArrivalCursor;
  readonly #requestLimit: number;
  /** Of the whole schedule. */
  #countedArrivals = 0;

  constructor(options: ScheduleAgendaOptions, window: LoopWindow) {
    this.#options = options;
    this.#window = window;
    this.#cursor = new ArrivalCursor(options.arrivals);
    this.#requestLimit = options.requestLimit ?? Number.POSITIVE_INFINITY;
    this.#skipOthers();
  }

  get nextMs(): number {
    return this.#window.startMs + this.#cursor.nextMs;
  }

  get isSpent(): boolean {
    return this.#countedArrivals >= this.#requestLimit;
  }

  get sequence(): number {
    return this.#cursor.index;
  }

  shape(): RequestShape | undefined {
    const lengths = this.#lengths();
    if (lengths === undefined) return undefined;
    const { promptTokens, outputTokens } = this.#options.shapeOfStep;
    return {
      promptTokens: lengths.promptTokens ?? promptTokens,
      outputTokens: lengths.outputTokens ?? outputTokens,
    };
  }

  trafficClass(): number {
    return this.#lengths()?.trafficClass ?? 0;
  }

  take(): void {
    this.#pass();
    this.#skipOthers();
  }

  left(): void {
    // A schedule does not care what comes back.
  }

  #lengths(): RequestLengths | undefined {
    return this.#options.arrivals.lengthsOf?.(this.#cursor.index);
  }

  #pass(): void {
    if (this.nextMs >= this.#window.measuredFromMs) this.#countedArrivals += 1;
    this.#cursor.take();
  }

  /** Passes over arrivals that other loops send, as far as the limit of requests goes. */
  #skipOthers(): void {
    const { shard } = this.#options;
    if (shard === undefined) return;
    while (
      this.#cursor.index % shard.count !== shard.index &&
      !this.isSpent &&
      this.#cursor.nextMs < Number.POSITIVE_INFINITY
    ) {
      this.#pass();
    }
  }
}

export type OpenLoopOptions = PacedLoopOptions & ScheduleAgendaOptions;

/** Sends each request at its instant of a schedule that was decided before, whatever comes back. */
export class OpenLoop extends PacedLoop {
  constructor(options: OpenLoopOptions) {
    super(options, (window) => new ScheduleAgenda(options, window));
  }
}
