import type { StepResult } from '../../contract/resultDocument.ts';

/** A request that was refused held other memory than one that was served: with more of them a level says nothing. */
const mostErrors = 0.01;

/** Mean of the counted requests in flight; undefined where the level does not say what so many requests hold. */
export function meanInFlightOfLevel(level: StepResult): number | undefined {
  const { account, failure, interrupted, skipped, reliability } = level;
  if (account === undefined || failure !== undefined || interrupted === true || skipped !== undefined) return undefined;
  if (reliability === undefined || reliability.errorRate > mostErrors) return undefined;
  const windowMs = account.measuredToMs - account.measuredFromMs;
  return windowMs > 0 ? account.inFlightIntegralMs / windowMs : undefined;
}
