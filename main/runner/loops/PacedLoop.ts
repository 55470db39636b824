import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { DueTimer, TimeSource } from '../clock/TimeSource.ts';
import type { RequestShape, Target } from '../targets/Target.ts';
import { type Agenda, FreePlaces, type LoopWindow } from './Agenda.ts';
import { FailureGuard, noSuccess } from './FailureGuard.ts';
import { abandonInFlight, type LoadLoop, type LoopListener } from './LoadLoop.ts';
import type { RequestLedger } from './RequestLedger.ts';

/** From the start until the schedule begins: time to prepare the first request, so that it is not late. */
const leadMs = 5;
/** The sender of the schedule among the requests of its timer: it has only one. */
const pace = 0;
/** The step is given up when all of its first requests failed and nothing ever succeeded. */
const trialRequests = 10;

export interface PacedLoopOptions {
  time: TimeSource;
  target: Target;
  ledger: RequestLedger;
  listener: LoopListener;
  /** Requests in flight at most; those that are due beyond it wait, at their own cost. */
  maxInFlight: number;
  /** A request that has waited so long since its intended start without being sent is dropped. */
  timeoutMs: number;
  warmupMs: number;
  durationMs: number;
  /** When the schedule begins; as soon as it can unless told. */
  beginAtMs?: number | undefined;
}

/** A request that is made ready ahead of its time. */
interface Prepared {
  place: number;
  sequence: number;
  shape: RequestShape | undefined;
  withText: boolean;
}

/**
 * Sends each request of an agenda at its instant. A request belongs to the phase of its intended start. One that is due
 * while `maxInFlight` are in flight waits for a place, in the order of the agenda: its latency counts from the intended
 * start all the same. What has waited as long as a reply may take is dropped: recorded, and never sent. The measured window
 * is that of the plan, longer only where requests end later: arrivals over the time in which they were due have the rate
 * that was planned, also when they are few.
 */
export class PacedLoop implements LoadLoop {
  readonly #options: PacedLoopOptions;
  readonly #agenda: Agenda;
  readonly #places: FreePlaces;
  readonly #timer: DueTimer;
  readonly #guard: FailureGuard;
  readonly #measuredFromMs: number;
  /** Of the trial requests in flight: which of them a place holds. */
  readonly #trials = new Map<number, number>();
  /** Used again for each request. */
  readonly #prepared: Prepared = { place: -1, sequence: -1, shape: undefined, withText: false };
  #isPrepared = false;
  #measuredToMs: number;
  #taken = 0;
  #hasAskedForText = false;
  /** The next request is due and found no place. */
  #waitsForPlace = false;
  #isSending = true;
  #hasEnded = false;
  readonly #cancels: (() => void)[] = [];

  constructor(options: PacedLoopOptions, createAgenda: (window: LoopWindow) => Agenda) {
    this.#options = options;
    this.#places = new FreePlaces(options.maxInFlight);
    this.#timer = options.time.dueTimer(() => this.#sendDue());
    const nowMs = options.time.nowMs();
    this.#guard = new FailureGuard(trialRequests, nowMs);
    const startMs = options.beginAtMs ?? nowMs + leadMs;
    this.#measuredFromMs = startMs + options.warmupMs;
    this.#measuredToMs = this.#measuredFromMs + options.durationMs;
    this.#agenda = createAgenda({
      startMs,
      measuredFromMs: this.#measuredFromMs,
      measuredToMs: this.#measuredToMs,
    });
  }

  start(): void {
    const { time, listener, warmupMs, durationMs, beginAtMs = Number.POSITIVE_INFINITY } = this.#options;
    const lateMs = time.nowMs() - beginAtMs;
    if (lateMs > 0) {
      const late = `The schedule began ${Math.ceil(lateMs)} ms before this client was ready`;
      listener.onLog('warn', `${late}: what was due until then is sent late, at its own cost.`);
    }
    const beginMeasuring = (): void => listener.onPhase('measured', time.nowMs(), durationMs / 1000);
    if (warmupMs > 0) {
      listener.onPhase('warmUp', time.nowMs(), warmupMs / 1000);
      this.#cancels.push(time.at(this.#measuredFromMs, beginMeasuring));
    } else beginMeasuring();
    if (this.#agenda.nextMs === Number.POSITIVE_INFINITY) this.#waitForMore();
    else this.#arm();
  }

  stop(): void {
    this.#end(true);
  }

  onLeft(request: number, isOk: boolean, tookMs: number): void {
    if (this.#hasEnded) return;
    const { ledger, time } = this.#options;
    this.#places.free(request);
    const trial = this.#trials.get(request);
    this.#trials.delete(request);
    if (isOk) this.#guard.succeeded(trial);
    else this.#guard.failed(trial, tookMs);
    const couldGrow = this.#agenda.mayGrow;
    this.#agenda.left(request, isOk, ledger.recorder.actualStartMs(request) + tookMs);
    if (!isOk && this.#guard.isHopeless(time.nowMs())) this.#end(false, this.#noSuccess());
    else if (!this.#isSending) this.#endWhenDrained();
    else if (this.#waitsForPlace || couldGrow) this.#sendDue();
  }

  onLost(failure: Failure): void {
    this.#end(false, failure);
  }

  /** Sends everything that is due, as far as there are places, and sees to the next. */
  #sendDue(): void {
    const { time, timeoutMs } = this.#options;
    while (this.#isSending) {
      const intendedMs = this.#agenda.nextMs;
      if (intendedMs === Number.POSITIVE_INFINITY) {
        this.#waitForMore();
        return;
      }
      if (this.#agenda.isSpent) {
        this.#measuredToMs = Math.min(this.#measuredToMs, intendedMs);
        this.#endSending();
        return;
      }
      const nowMs = time.nowMs();
      if (nowMs < intendedMs) {
        this.#arm();
        return;
      }
      if (nowMs >= intendedMs + timeoutMs) this.#drop(intendedMs);
      else if (!this.#send(intendedMs)) return;
    }
  }

  /** Prepares the next request ahead of its time and sleeps until it is due. */
  #arm(): void {
    const intendedMs = this.#agenda.nextMs;
    this.#prepare(intendedMs);
    this.#timer.schedule(pace, intendedMs);
  }

  /** Nothing is due. Answers may change that until the measured time is over. */
  #waitForMore(): void {
    if (!this.#agenda.mayGrow || this.#options.time.nowMs() >= this.#measuredToMs) this.#endSending();
    else this.#timer.schedule(pace, this.#measuredToMs);
  }

  /** Returns whether there is a place for the next request. */
  #prepare(intendedMs: number): boolean {
    const prepared = this.#prepared;
    const { sequence } = this.#agenda;
    if (this.#isPrepared && prepared.sequence === sequence) return true;
    if (!this.#isPrepared) {
      const place = this.#places.take();
      if (place === undefined) return false;
      prepared.place = place;
      this.#isPrepared = true;
    }
    prepared.sequence = sequence;
    prepared.shape = this.#agenda.shape();
    // One text is enough for the sample that a result shows.
    prepared.withText = !this.#hasAskedForText && intendedMs >= this.#measuredFromMs;
    this.#options.target.prepare(prepared.place, sequence, prepared.withText, prepared.shape);
    return true;
  }

  /** Returns whether there was a place for it. Where there is none, the next request that leaves brings it up again. */
  #send(intendedMs: number): boolean {
    const { time, target, ledger, timeoutMs } = this.#options;
    const hasPlace = this.#prepare(intendedMs);
    this.#waitsForPlace = !hasPlace;
    if (!hasPlace) {
      // Whether it is to be dropped must be seen even when nothing leaves until then.
      this.#timer.schedule(pace, intendedMs + timeoutMs);
      return false;
    }
    const { place, shape, withText } = this.#prepared;
    this.#isPrepared = false;
    this.#hasAskedForText ||= withText;
    if (this.#taken < trialRequests) this.#trials.set(place, this.#taken);
    this.#taken += 1;
    const trafficClass = this.#agenda.trafficClass();
    this.#agenda.take(place);
    ledger.begin(place, intendedMs, time.nowMs(), this.#phaseOf(intendedMs), trafficClass, shape);
    target.send(place);
    return true;
  }

  #drop(intendedMs: number): void {
    const { ledger, timeoutMs } = this.#options;
    this.#waitsForPlace = false;
    const trial = this.#taken;
    this.#taken += 1;
    ledger.dropped(intendedMs, this.#phaseOf(intendedMs), this.#agenda.trafficClass());
    this.#agenda.take(undefined);
    this.#guard.failed(trial < trialRequests ? trial : undefined, timeoutMs);
  }

  #phaseOf(intendedMs: number): 'warmUp' | 'measured' {
    return intendedMs < this.#measuredFromMs ? 'warmUp' : 'measured';
  }

  /** Nothing is left to send; the schedule's time is waited for all the same. */
  #endSending(): void {
    const { time, listener } = this.#options;
    this.#isSending = false;
    if (this.#isPrepared) this.#places.free(this.#prepared.place);
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
