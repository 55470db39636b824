import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { ArrivalCursor } from '../../../core/schedule/ArrivalCursor.ts';
import type { ArrivalProcess } from '../../../core/schedule/ArrivalProcess.ts';
import type { DueTimer, TimeSource } from '../clock/TimeSource.ts';
import type { Target } from '../targets/Target.ts';
import { abandonInFlight } from './abandonInFlight.ts';
import { FailureGuard } from './FailureGuard.ts';
import { FreePlaces } from './FreePlaces.ts';
import type { LoadLoop, LoadShard, LoopListener } from './LoadLoop.ts';
import { noSuccess } from './noSuccess.ts';
import type { RequestLedger } from './RequestLedger.ts';

/** From the start until the schedule begins: time to prepare the first request, so that it is not late. */
const leadMs = 5;
/** The sender of the schedule among the requests of its timer: it has only one. */
const pace = 0;
/** The step is given up when all of its first requests failed and nothing ever succeeded. */
const trialRequests = 10;

export interface OpenLoopOptions {
  time: TimeSource;
  target: Target;
  ledger: RequestLedger;
  listener: LoopListener;
  /** Instants from the start of the warm-up to the end of the measured phase. */
  arrivals: ArrivalProcess;
  /** Requests in flight at most; those that are due beyond it wait, at their own cost. */
  maxInFlight: number;
  /** A request that has waited so long since its intended start without being sent is dropped. */
  timeoutMs: number;
  warmupMs: number;
  durationMs: number;
  /** Counted requests to send at most. */
  requestLimit?: number | undefined;
  /** When the schedule begins; as soon as it can unless told. */
  beginAtMs?: number | undefined;
  /** Which arrivals of the schedule are this loop's, where several share it; limits count all of them. */
  shard?: LoadShard | undefined;
}

/**
 * Sends each request at its instant of a schedule that was decided before, whatever comes back. A request belongs to the
 * phase of its intended start. One that is due while `maxInFlight` are in flight waits for a place, in the order of the
 * schedule: its latency counts from the intended start all the same. What has waited as long as a reply may take is
 * dropped: recorded, and never sent. The measured window is that of the schedule, longer only where requests end later:
 * arrivals over the time in which they were due have the rate that was planned, also when they are few.
 */
export class OpenLoop implements LoadLoop {
  readonly #options: OpenLoopOptions;
  readonly #cursor: ArrivalCursor;
  readonly #places: FreePlaces;
  readonly #timer: DueTimer;
  readonly #guard: FailureGuard;
  readonly #startMs: number;
  readonly #measuredFromMs: number;
  /** Of the trial requests in flight: which of them a place holds. */
  readonly #trials = new Map<number, number>();
  #measuredToMs: number;
  #preparedPlace: number | undefined;
  /** Of the whole schedule. */
  #countedArrivals = 0;
  #ownArrivals = 0;
  #hasAskedForText = false;
  /** The next request is due and found no place. */
  #waitsForPlace = false;
  #isSending = true;
  #hasEnded = false;
  readonly #cancels: (() => void)[] = [];

  constructor(options: OpenLoopOptions) {
    this.#options = options;
    this.#cursor = new ArrivalCursor(options.arrivals);
    this.#places = new FreePlaces(options.maxInFlight);
    this.#timer = options.time.dueTimer(() => this.#sendDue());
    const nowMs = options.time.nowMs();
    this.#guard = new FailureGuard(trialRequests, nowMs);
    this.#startMs = options.beginAtMs ?? nowMs + leadMs;
    this.#measuredFromMs = this.#startMs + options.warmupMs;
    this.#measuredToMs = this.#measuredFromMs + options.durationMs;
  }

  start(): void {
    const { time, listener, warmupMs, durationMs } = this.#options;
    const beginMeasuring = (): void => listener.onPhase('measured', time.nowMs(), durationMs / 1000);
    if (warmupMs > 0) {
      listener.onPhase('warmUp', time.nowMs(), warmupMs / 1000);
      this.#cancels.push(time.at(this.#measuredFromMs, beginMeasuring));
    } else beginMeasuring();
    this.#arm();
  }

  stop(): void {
    this.#end(true);
  }

  onLeft(request: number, isOk: boolean, tookMs: number): void {
    if (this.#hasEnded) return;
    this.#places.free(request);
    const trial = this.#trials.get(request);
    this.#trials.delete(request);
    if (isOk) this.#guard.succeeded(trial);
    else this.#guard.failed(trial, tookMs);
    if (!isOk && this.#guard.isHopeless(this.#options.time.nowMs())) this.#end(false, this.#noSuccess());
    else if (!this.#isSending) this.#endWhenDrained();
    else if (this.#waitsForPlace) this.#sendDue();
  }

  onLost(failure: Failure): void {
    this.#end(false, failure);
  }

  /** Sends everything that is due, as far as there are places, and sees to the next. */
  #sendDue(): void {
    const { time, timeoutMs, requestLimit = Number.POSITIVE_INFINITY } = this.#options;
    while (this.#isSending) {
      this.#skipOthers();
      const intendedMs = this.#startMs + this.#cursor.nextMs;
      if (intendedMs === Number.POSITIVE_INFINITY) this.#endSending();
      else if (this.#countedArrivals >= requestLimit) {
        this.#measuredToMs = Math.min(this.#measuredToMs, intendedMs);
        this.#endSending();
      } else {
        const nowMs = time.nowMs();
        if (nowMs < intendedMs) {
          this.#arm();
          return;
        }
        if (nowMs >= intendedMs + timeoutMs) this.#drop(intendedMs);
        else if (!this.#send(intendedMs)) return;
      }
    }
  }

  /** Prepares the next request ahead of its time and sleeps until it is due. */
  #arm(): void {
    this.#skipOthers();
    const intendedMs = this.#startMs + this.#cursor.nextMs;
    if (intendedMs === Number.POSITIVE_INFINITY) {
      this.#endSending();
      return;
    }
    this.#prepare(intendedMs);
    this.#timer.schedule(pace, intendedMs);
  }

  /** Passes over arrivals that other loops send, as far as the limit of requests goes. */
  #skipOthers(): void {
    const { shard, requestLimit = Number.POSITIVE_INFINITY } = this.#options;
    if (shard === undefined) return;
    while (
      this.#cursor.index % shard.count !== shard.index &&
      this.#countedArrivals < requestLimit &&
      this.#cursor.nextMs < Number.POSITIVE_INFINITY
    ) {
      this.#take(this.#startMs + this.#cursor.nextMs);
    }
  }

  #prepare(intendedMs: number): number | undefined {
    if (this.#preparedPlace !== undefined) return this.#preparedPlace;
    const place = this.#places.take();
    if (place === undefined) return undefined;
    // One text is enough for the sample that a result shows.
    const withText = !this.#hasAskedForText && intendedMs >= this.#measuredFromMs;
    this.#hasAskedForText ||= withText;
    this.#options.target.prepare(place, this.#cursor.index, withText);
    this.#preparedPlace = place;
    return place;
  }

  /** Returns whether there was a place for it. Where there is none, the next request that leaves brings it up again. */
  #send(intendedMs: number): boolean {
    const { time, target, ledger } = this.#options;
    const place = this.#prepare(intendedMs);
    this.#waitsForPlace = place === undefined;
    if (place === undefined) {
      // Whether it is to be dropped must be seen even when nothing leaves until then.
      this.#timer.schedule(pace, intendedMs + this.#options.timeoutMs);
      return false;
    }
    this.#preparedPlace = undefined;
    if (this.#ownArrivals < trialRequests) this.#trials.set(place, this.#ownArrivals);
    this.#ownArrivals += 1;
    ledger.begin(place, intendedMs, time.nowMs(), this.#take(intendedMs));
    target.send(place);
    return true;
  }

  #drop(intendedMs: number): void {
    this.#waitsForPlace = false;
    const trial = this.#ownArrivals;
    this.#ownArrivals += 1;
    this.#options.ledger.dropped(intendedMs, this.#take(intendedMs));
    // What was prepared for it is of another sequence than the next.
    if (this.#preparedPlace !== undefined) this.#places.free(this.#preparedPlace);
    this.#preparedPlace = undefined;
    this.#guard.failed(trial < trialRequests ? trial : undefined, this.#options.timeoutMs);
  }

  /** Takes the next arrival off the schedule and tells its phase. */
  #take(intendedMs: number): RecordPhase {
    this.#cursor.take();
    if (intendedMs < this.#measuredFromMs) return 'warmUp';
    this.#countedArrivals += 1;
    return 'measured';
  }

  /** Nothing is left to send; the schedule's time is waited for all the same. */
  #endSending(): void {
    const { time, listener } = this.#options;
    this.#isSending = false;
    if (this.#preparedPlace !== undefined) this.#places.free(this.#preparedPlace);
    const endSchedule = (): void => {
      listener.onPhase('coolDown', time.nowMs(), 0);
      this.#endWhenDrained();
    };
    this.#cancels.push(time.at(this.#measuredToMs, endSchedule));
  }

  #endWhenDrained(): void {
    const { ledger, time } = this.#options;
    if (ledger.account.inFlight > 0 || time.nowMs() < this.#measuredToMs) return;
    this.#end(false, ledger.counted.ok === 0 ? this.#noSuccess() : undefined);
  }

  #end(stopped: boolean, failure?: Failure): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#isSending = false;
    this.#timer.close();
    for (const cancel of this.#cancels) cancel();
    const { ledger, listener, time } = this.#options;
    const nowMs = time.nowMs();
    const isCutShort = abandonInFlight(ledger, listener, stopped);
    const measuredFromMs = Math.min(this.#measuredFromMs, nowMs);
    const scheduledToMs = Math.max(this.#measuredToMs, ledger.lastCountedEndMs);
    listener.onEnd({
      measuredFromMs,
      measuredToMs: isCutShort ? nowMs : Math.min(nowMs, scheduledToMs),
      stopped,
      ...(failure === undefined ? {} : { failure }),
    });
  }

  #noSuccess(): Failure {
    return noSuccess(this.#options.ledger, this.#guard);
  }
}
