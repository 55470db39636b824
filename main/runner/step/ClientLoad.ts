import type { StepFacts } from '../../../core/contract/runnerProtocol.ts';
import type { TimeSource } from '../clock/TimeSource.ts';

/** How often the event loop is seen to turn, milliseconds. */
const samplingMs = 20;
/**
 * Standstills from here on, of which each is a turn that did not come, are added up: shorter ones are the garbage
 * collector's and the scheduler's. Many short ones, as of a client with a quota of its processor, are a long one together.
 */
const shortestStandMs = samplingMs;

type ClientFacts = Pick<
  StepFacts,
  'clientCpuMs' | 'clientSpinMs' | 'longestLoopDelayMs' | 'stoodStillMs' | 'wallClockStepMs'
>;

/**
 * What the client itself needed over the measured window: its processor time, how long its event loop stood still, and
 * whether the time of day kept pace with its clock.
 */
export class ClientLoad {
  readonly #time: TimeSource;
  #cpuAtStart: NodeJS.CpuUsage | undefined;
  #spinAtStartMs = 0;
  #startMs = 0;
  #timeOfDayAtStartMs = 0;
  #turns: NodeJS.Timeout | undefined;
  #turnedAtMs = 0;
  #longestMs = 0;
  #stoodMs = 0;

  constructor(time: TimeSource) {
    this.#time = time;
  }

  start(): void {
    this.#cpuAtStart = process.cpuUsage();
    this.#spinAtStartMs = this.#time.spinCpuMs;
    this.#startMs = this.#time.nowMs();
    this.#timeOfDayAtStartMs = Date.now();
    this.#turnedAtMs = this.#startMs;
    this.#turns = setInterval(() => this.#turned(), samplingMs).unref();
  }

  /** All zero when nothing was measured. The only use of the time of day here is to see whether it was stepped. */
  stop(): ClientFacts {
    if (this.#cpuAtStart === undefined) return { clientCpuMs: 0, clientSpinMs: 0, longestLoopDelayMs: 0 };
    clearInterval(this.#turns);
    // What ends the step may be the first thing that is done after a standstill.
    this.#turned();
    const { user, system } = process.cpuUsage(this.#cpuAtStart);
    return {
      clientCpuMs: (user + system) / 1000,
      clientSpinMs: this.#time.spinCpuMs - this.#spinAtStartMs,
      wallClockStepMs: Date.now() - this.#timeOfDayAtStartMs - (this.#time.nowMs() - this.#startMs),
      longestLoopDelayMs: this.#longestMs,
      stoodStillMs: this.#stoodMs,
    };
  }

  #turned(): void {
    const nowMs = this.#time.nowMs();
    const lateMs = nowMs - this.#turnedAtMs - samplingMs;
    this.#turnedAtMs = nowMs;
    this.#longestMs = Math.max(this.#longestMs, lateMs);
    if (lateMs >= shortestStandMs) this.#stoodMs += lateMs;
  }
}
