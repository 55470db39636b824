import type { Calibration, ClientLimits } from '../../../core/contract/calibration.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ServedProtocol } from '../../../core/contract/targetKind.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { targetTraits } from '../../../core/targets/targets.ts';
import { failureOf } from '../sessions/FailureError.ts';
import type { Calibrations, MachineIdentity } from './Calibrations.ts';

interface RunCalibrationOptions {
  calibrations: Calibrations;
  facts: MachineIdentity;
  onActivity(message: string): void;
  onLog(line: LogLine): void;
}

/** The calibration that a run stands on: the stored one, or a short one made before the first step that needs it. */
export class RunCalibration {
  readonly #options: RunCalibrationOptions;
  readonly #calibrations = new Map<ServedProtocol, Calibration>();
  readonly #asked = new Set<ServedProtocol>();

  constructor(options: RunCalibrationOptions) {
    this.#options = options;
  }

  /** The first that a step has needed; undefined before, and where none could be made. */
  get calibration(): Calibration | undefined {
    return this.#calibrations.values().next().value;
  }

  /**
   * What the client can do and costs with such replies as the step's; undefined for targets that need
   * none, and where the calibration failed: that is logged, and the run goes on without.
   *
   * @throws the signal's reason when it aborts.
   */
  async limitsFor(step: PlannedStep, signal: AbortSignal): Promise<ClientLimits | undefined> {
    const { calibratedBy } = targetTraits(step);
    if (calibratedBy === undefined) return undefined;
    if (!this.#asked.has(calibratedBy)) {
      this.#asked.add(calibratedBy);
      await this.#obtain(calibratedBy, signal);
    }
    const calibration = this.#calibrations.get(calibratedBy);
    return step.stream ? calibration?.streamed : calibration?.whole;
  }

  async #obtain(protocol: ServedProtocol, signal: AbortSignal): Promise<void> {
    const { calibrations, facts, onActivity, onLog } = this.#options;
    try {
      const stored = await calibrations.stored(facts, protocol);
      if (stored !== undefined) {
        this.#calibrations.set(protocol, stored);
        return;
      }
      onActivity('Calibrating the client against a server of its own, about 4 s');
      this.#calibrations.set(protocol, await calibrations.measure(facts, protocol, signal));
    } catch (error) {
      signal.throwIfAborted();
      const { reason } = failureOf(error);
      onLog({ level: 'warn', source: 'run', message: `The client could not be calibrated: ${reason}` });
    }
  }
}
