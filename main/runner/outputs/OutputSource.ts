import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { PromptForm, TargetAccess } from '../../../core/contract/runnerProtocol.ts';

/** A target that is asked for whole outputs, one after the other. */
export interface OutputSource {
  /**
   * The output to the prompt of this number, as token ids.
   *
   * @throws Error that says what came instead, or the signal's reason when it aborts first.
   */
  outputOf(sequence: number, signal: AbortSignal): Promise<number[]>;
  /** Lets go of the target; what is in flight is given up. */
  close(): void;
}

export interface OutputSourceOptions<Access extends TargetAccess> {
  step: PlannedStep;
  access: Access;
  promptForm: PromptForm;
  /** Of the prompts: the same for the same seed, whatever the target. */
  seed: number;
}
