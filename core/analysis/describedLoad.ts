import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';

/** The load of a step as its result tells it. */
export function describedLoad(step: PlannedStep): StepResult['load'] {
  const { loop, concurrency, ratePerSecond, arrival, maxInFlight, runners, batchSize, seed } = step.load;
  return {
    loop,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
    ...(arrival === undefined ? {} : { arrival }),
    ...(maxInFlight === undefined ? {} : { maxInFlight }),
    ...(runners === undefined ? {} : { runners }),
    batchSize,
    seed,
    ...(step.model.task === 'run' ? {} : { promptTokens: step.promptTokens, outputTokens: step.outputTokens }),
    warmupSeconds: step.warmupSeconds,
    durationSeconds: step.durationSeconds,
  };
}
