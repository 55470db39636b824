import type { Target, TargetContext } from '../Target.ts';
import type { TargetSide } from '../TargetSide.ts';
import { DummyTarget } from './DummyTarget.ts';
import { serviceTimes } from './serviceTimes.ts';

/** A target of known latency, from the step's model. */
export const dummySide: TargetSide = { create: createDummyTarget };

function createDummyTarget({ step, time, listener }: TargetContext): Target {
  return new DummyTarget({
    time,
    listener,
    serviceTimeMs: serviceTimes(step),
    slots: step.model.slots ?? Number.POSITIVE_INFINITY,
    batchSize: step.load.batchSize,
    outputTokens: step.outputTokens,
    stream: step.stream,
  });
}
