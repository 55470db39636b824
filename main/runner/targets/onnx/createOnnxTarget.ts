import { stepSeed } from '../../stepSeed.ts';
import type { Target, TargetContext } from '../Target.ts';
import { OnnxTarget } from './OnnxTarget.ts';

/** The embedded engine, over the socket that it listens on. */
export function createOnnxTarget({ step, access, time, listener, log }: TargetContext): Target {
  if (access.kind !== 'engineSocket')
    throw new Error(`access is "${access.kind}"; the engine is reached by its socket`);
  return new OnnxTarget({
    socketPath: access.socketPath,
    time,
    listener,
    log,
    task: step.model.task ?? 'generate',
    seed: stepSeed(step),
    batchSize: step.load.batchSize,
    promptTokens: step.promptTokens,
    outputTokens: step.outputTokens,
    temperature: step.model.temperature,
    topP: step.model.topP,
    stream: step.stream,
  });
}
