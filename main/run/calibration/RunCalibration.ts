import type { Calibration, ClientLimits } from '../../../core/contract/calibration.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { failureOf } from '../sessions/FailureError.ts';
import type { Calibrations, MachineIdentity } from './Calibrations.ts';

export interface RunCalibrationOptions {
  calibrations: Calibrations;
  facts: MachineIdentity;
  onActivity(message: string): void;
  onLog(line: LogLine): void;
}

/** The calibration that a run stands on: the stored one, or a short one made before the first step that needs it. */
export class RunCalibration {
  readonly #options: RunCalibrationOptions;
  #calibration: Calibration | undefined;
  #wasAsked = false;

  constructor(options: RunCalibrationOptions) {
    this.#options = options;
  }

  /** Undefined until a step has needed it, and where it could not be made. */
  get calibration(): Calibration | undefined {
    return this.#calibration;
  }

  /**
   * What the client can do and costs with such replies as the step's; undefined for targets that are not reached over
   * HTTP, and where the calibration failed: that is logged, and the run goes on without.
   *
   * @throws the signal's reason when it aborts.
   */
  async limitsFor({ url, stream }: PlannedStep, signal: AbortSignal): Promise<ClientLimits | undefined> {
    if (url === undefined) return undefined;
    if (!this.#wasAsked) {
      this.#wasAsked = true;
      await this.#obtain(signal);
    }
    return stream ? this.#calibration?.streamed : this.#calibration?.whole;
  }

  async #obtain(signal: AbortSignal): Promise<void> {
    const { calibrations, facts, onActivity, onLog } = this.#options;
    try {
      this.#calibration = await calibrations.stored(facts);
      if (this.#calibration !== undefined) return;
      onActivity('Calibrating the client against a server of its own, about 4 s');
      this.#calibration = await calibrations.measure(facts, signal);
    } catch (error) {
      signal.throwIfAborted();
      const { reason } = failureOf(error);
      onLog({ level: 'warn', source: 'run', message: `The client could not be calibrated: ${reason}` });
    }
  }
}
