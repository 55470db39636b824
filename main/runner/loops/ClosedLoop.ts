import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { TimeSource } from '../clock/TimeSource.ts';
import type { Target } from '../targets/Target.ts';
import { FailureGuard, noSuccess } from './FailureGuard.ts';
import { abandonInFlight, type LoadLoop, type LoadShard, type LoopListener } from './LoadLoop.ts';
import { type ConcurrencyPhase, PhaseClock } from './PhaseClock.ts';
import type { RequestLedger } from './RequestLedger.ts';

export interface ClosedLoopOptions {
  time: TimeSource;
  target: Target;
  ledger: RequestLedger;
  listener: LoopListener;
  /** Places in use throughout; where there are phases theirs count. */
  concurrency: number;
  /** Together as long as the duration. */
  phases?: readonly ConcurrencyPhase[] | undefined;
  warmupMs: number;
  durationMs: number;
  /** Counted requests to send at most. */
  requestLimit?: number | undefined;
  /** Which requests of the step are this loop's, where several share it: so that no two send the same. */
  shard?: LoadShard | undefined;
}

/**
 * Keeps `concurrency` requests in flight: each place sends its next request when the one before has left. A request
 * belongs to the phase it is sent in, so those sent in the warm-up stay uncounted even when they end later. Measuring
 * begins with the first send after the warm-up and lasts `durationMs` from there, or until the limit of requests is sent;
 * then nothing more is sent, and the counted requests end by themselves or by their time-out. Requests are intended when
 * they are sent: a closed loop has no schedule to fall behind of.
 *
 * With phases measuring begins at the very end of the warm-up, which has the places of the first, and places change at
 * instants that are known beforehand: a place beyond the new number rests after its present request, a new one sends at once.
 * The measured window then lasts until the end of the last phase, longer only where requests end later.
 */
export class ClosedLoop implements LoadLoop {
  readonly #options: ClosedLoopOptions;
  readonly #startMs: number;
  readonly #guard: FailureGuard;
  readonly #cancelPauses = new Map<number, () => void>();
  #phase: RecordPhase = 'warmUp';
  #measuredFromMs = Number.NaN;
  /** Places in use at present are those below it. */
  #places: number;
  /** Places with a request in flight or a pause before the next. */
  readonly #isBusy: boolean[] = [];
  readonly #phases: PhaseClock | undefined;
  /** Where the phases ended; the window lasts at least until then. */
  #phasesToMs = Number.NEGATIVE_INFINITY;
  #sequence: number;
  #cancelDeadline: (() => void) | undefined;
  #hasPaused = false;
  #hasAskedForText = false;
  #hasEnded = false;

  constructor(options: ClosedLoopOptions) {
    this.#options = options;
    this.#sequence = options.shard?.index ?? 0;
    this.#startMs = options.time.nowMs();
    const { concurrency, phases, time, warmupMs } = options;
    this.#places = phases?.[0]?.concurrency ?? concurrency;
    this.#guard = new FailureGuard(
      phases === undefined ? concurrency : Math.max(...phases.map((phase) => phase.concurrency)),
      this.#startMs,
    );
    const measuredFromMs = this.#startMs + warmupMs;
    if (phases === undefined) return;
    this.#phases = new PhaseClock(time, measuredFromMs, phases, {
      onPhase: (places) => this.#enter(measuredFromMs, places),
      onEnd: (atMs) => {
        this.#phasesToMs = atMs;
        this.#endSending(time.nowMs());
      },
    });
  }

  start(): void {
    const { listener, warmupMs } = this.#options;
    if (warmupMs > 0) listener.onPhase('warmUp', this.#startMs, warmupMs / 1000);
    this.#phases?.start();
    // Without a warm-up the first phase has begun.
    this.#phases?.catchUp();
    this.#fillPlaces();
  }

  stop(): void {
    this.#end(true);
  }

  onLeft(request: number, isOk: boolean, tookMs: number): void {
    if (this.#hasEnded) return;
    this.#phases?.catchUp();
    let pauseMs = 0;
    if (isOk) this.#guard.succeeded(request);
    else pauseMs = this.#guard.failed(request, tookMs);
    if (this.#phase === 'coolDown') this.#endWhenDrained();
    else if (!isOk && this.#guard.isHopeless(this.#options.time.nowMs()))
      this.#end(false, noSuccess(this.#options.ledger, this.#guard));
    else if (pauseMs > 0) this.#sendAfter(request, pauseMs);
    else this.#sendNext(request);
  }

  onLost(failure: Failure): void {
    this.#end(false, failure);
  }

  /** A phase with so many places; with the first of them measuring begins. */
  #enter(measuredFromMs: number, places: number): void {
    this.#places = places;
    if (this.#phase === 'warmUp') {
      this.#measuredFromMs = measuredFromMs;
      this.#beginMeasuring();
    }
    this.#fillPlaces();
  }

  #fillPlaces(): void {
    for (let place = 0; place < this.#places; place += 1) if (this.#isBusy[place] !== true) this.#send(place);
  }

  /** The place sends again, or rests where it is not in use any more. */
  #sendNext(place: number): void {
    if (place < this.#places) this.#send(place);
    else this.#isBusy[place] = false;
  }

  #send(place: number): void {
    const { time, target, ledger, warmupMs, requestLimit = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#phase === 'coolDown') return;
    this.#isBusy[place] = true;
    const isFirstCounted =
      this.#phases === undefined && this.#phase === 'warmUp' && time.nowMs() >= this.#startMs + warmupMs;
    // One text is enough for the sample that a result shows.
    const withText = !this.#hasAskedForText && (isFirstCounted || this.#phase === 'measured');
    this.#hasAskedForText ||= withText;
    target.prepare(place, this.#sequence, withText);
    this.#sequence += this.#options.shard?.count ?? 1;
    if (isFirstCounted) this.#beginMeasuring();
    // Read after that: what the word of it costs the client is no part of a latency.
    const nowMs = time.nowMs();
    ledger.begin(place, nowMs, nowMs, this.#phase);
    target.send(place);
    if (isFirstCounted) this.#measureFrom(nowMs);
    if (ledger.counted.sent >= requestLimit) this.#endSending(nowMs);
  }

  #sendAfter(place: number, pauseMs: number): void {
    const { time, listener } = this.#options;
    if (!this.#hasPaused) {
      this.#hasPaused = true;
      listener.onLog('warn', 'Requests fail as soon as they are sent: pausing between them, up to one second.');
    }
    const cancel = time.at(time.nowMs() + pauseMs, () => {
      this.#cancelPauses.delete(place);
      this.#phases?.catchUp();
      this.#sendNext(place);
    });
    this.#cancelPauses.set(place, cancel);
  }

  #beginMeasuring(): void {
    const { time, durationMs, listener } = this.#options;
    this.#phase = 'measured';
    listener.onPhase('measured', time.nowMs(), durationMs / 1000);
  }

  #measureFrom(nowMs: number): void {
    const { time, durationMs } = this.#options;
    this.#measuredFromMs = nowMs;
    this.#cancelDeadline = time.at(nowMs + durationMs, () => this.#endSending(time.nowMs()));
  }

  #endSending(nowMs: number): void {
    this.#phase = 'coolDown';
    this.#cancelTimers();
    this.#options.listener.onPhase('coolDown', nowMs, 0);
    this.#endWhenDrained();
  }

  #endWhenDrained(): void {
    const { ledger } = this.#options;
    if (ledger.account.inFlight > 0) return;
    this.#end(false, ledger.counted.ok === 0 ? noSuccess(ledger, this.#guard) : undefined);
  }

  #end(stopped: boolean, failure?: Failure): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#phase = 'coolDown';
    this.#cancelTimers();
    const { ledger, listener, time } = this.#options;
    const nowMs = time.nowMs();
    const isCutShort = abandonInFlight(ledger, listener, stopped);
    const hasCounted = !Number.isNaN(this.#measuredFromMs);
    listener.onEnd({
      measuredFromMs: hasCounted ? this.#measuredFromMs : nowMs,
      measuredToMs: hasCounted && !isCutShort ? Math.max(ledger.lastCountedEndMs, this.#phasesToMs) : nowMs,
      stopped,
      ...(failure === undefined ? {} : { failure }),
    });
  }

  #cancelTimers(): void {
    this.#cancelDeadline?.();
    this.#phases?.stop();
    for (const cancel of this.#cancelPauses.values()) cancel();
    this.#cancelPauses.clear();
  }
}
