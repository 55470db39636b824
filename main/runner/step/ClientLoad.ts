import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { StepFacts } from '../../../core/contract/runnerProtocol.ts';
import type { TimeSource } from '../clock/TimeSource.ts';

/** How often the event loop's delay is sampled, milliseconds. A sample counts the whole interval, so this is taken off. */
const samplingMs = 20;

type ClientFacts = Pick<StepFacts, 'clientCpuMs' | 'clientSpinMs' | 'longestLoopDelayMs' | 'wallClockStepMs'>;

/**
 * What the client itself needed over the measured window: its processor time, how long its event loop stood still, and
 * whether the time of day kept pace with its clock.
 */
export class ClientLoad {
  readonly #time: TimeSource;
  readonly #loopDelay = monitorEventLoopDelay({ resolution: samplingMs });
  #cpuAtStart: NodeJS.CpuUsage | undefined;
  #spinAtStartMs = 0;
  #startMs = 0;
  #timeOfDayAtStartMs = 0;

  constructor(time: TimeSource) {
    this.#time = time;
  }

  start(): void {
    this.#cpuAtStart = process.cpuUsage();
    this.#spinAtStartMs = this.#time.spinCpuMs;
    this.#startMs = this.#time.nowMs();
    this.#timeOfDayAtStartMs = Date.now();
    this.#loopDelay.enable();
  }

  /** All zero when nothing was measured. The only use of the time of day here is to see whether it was stepped. */
  stop(): ClientFacts {
    this.#loopDelay.disable();
    if (this.#cpuAtStart === undefined) return { clientCpuMs: 0, clientSpinMs: 0, longestLoopDelayMs: 0 };
    const { user, system } = process.cpuUsage(this.#cpuAtStart);
    return {
      clientCpuMs: (user + system) / 1000,
      clientSpinMs: this.#time.spinCpuMs - this.#spinAtStartMs,
      wallClockStepMs: Date.now() - this.#timeOfDayAtStartMs - (this.#time.nowMs() - this.#startMs),
      longestLoopDelayMs: this.#loopDelay.count === 0 ? 0 : Math.max(0, this.#loopDelay.max / 1e6 - samplingMs),
    };
  }
}
