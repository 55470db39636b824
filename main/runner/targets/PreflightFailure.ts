import type { Failure } from '../../../core/contract/WorkerMessages.ts';

/** What is in the way: the server cannot be reached, it refuses the key, does not know the model or the route, or it fails. */
type PreflightObstacle = 'unreachable' | 'key' | 'model' | 'endpoint' | 'answer';

/** Why a server cannot be measured, and what to do about it. */
export class PreflightFailure extends Error {
  readonly obstacle: PreflightObstacle;
  readonly failure: Failure;

  constructor(obstacle: PreflightObstacle, failure: Failure) {
    super(failure.reason);
    this.name = 'PreflightFailure';
    this.obstacle = obstacle;
    this.failure = failure;
  }
}
