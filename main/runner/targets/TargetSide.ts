import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { AddressAccess, ServerFacts, TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import type { Clock } from '../clock/TimeSource.ts';
import type { OutputSource, OutputSourceOptions } from './OutputSource.ts';
import type { CreateTarget } from './Target.ts';

/** What is asked of a target before its first step. */
interface PreflightQuestion {
  step: PlannedStep;
  access: AddressAccess;
  /** For all of it together. */
  timeoutMs: number;
  clock: Clock;
  signal: AbortSignal;
}

/** A kind of target as the client reaches it; what it is otherwise stands in core/targets, under the same name. */
export interface TargetSide {
  create: CreateTarget;
  /**
   * Of kinds that are asked first: whether the step can be measured on it.
   *
   * @throws PreflightFailure that says what is in the way; the signal's reason when the signal ended it.
   */
  preflight?(question: PreflightQuestion): Promise<ServerFacts>;
  /** Of kinds that have outputs to compare. @throws Error when the access does not suit the target. */
  outputs?(options: OutputSourceOptions<TargetAccess>): OutputSource;
}
