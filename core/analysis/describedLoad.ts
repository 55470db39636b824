import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { TrafficPlan } from '../contract/trafficPlan.ts';

/** The load of a step as its result tells it. */
export function describedLoad(step: PlannedStep): StepResult['load'] {
  const { loop, concurrency, ratePerSecond, arrival, maxInFlight, runners, batchSize, seed, traffic } = step.load;
  return {
    loop,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
    ...(arrival === undefined ? {} : { arrival }),
    ...(traffic === undefined ? {} : { traffic: trafficName(traffic) }),
    ...(maxInFlight === undefined ? {} : { maxInFlight }),
    ...(runners === undefined ? {} : { runners }),
    batchSize,
    seed,
    ...(step.model.task === 'run' ? {} : { promptTokens: step.promptTokens, outputTokens: step.outputTokens }),
    warmupSeconds: step.warmupSeconds,
    durationSeconds: step.durationSeconds,
  };
}

/** `day`, `conversations`, or a recording by its name; of a file without its folder, which is nobody else's business. */
function trafficName(traffic: TrafficPlan): string {
  if (traffic.kind === 'builtInTrace') return traffic.name;
  if (traffic.kind !== 'traceFile') return traffic.kind;
  return traffic.path.split(/[\\/]/).at(-1) ?? traffic.path;
}
