import type { TargetAccess } from '../../../../core/contract/runnerProtocol.ts';
import { stepSeed } from '../../stepSeed.ts';
import type { Target, TargetContext } from '../Target.ts';
import type { TargetSide } from '../TargetSide.ts';
import { EngineOutputs } from './EngineOutputs.ts';
import { OnnxTarget } from './OnnxTarget.ts';

/** The embedded engine, over the socket that it listens on. */
export const onnxSide: TargetSide = {
  create: createOnnxTarget,
  outputs: (options) => new EngineOutputs({ ...options, access: socketOf(options.access) }),
};

function createOnnxTarget({ step, access, time, listener, log }: TargetContext): Target {
  return new OnnxTarget({
    socketPath: socketOf(access).socketPath,
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

function socketOf(access: TargetAccess): Extract<TargetAccess, { kind: 'engineSocket' }> {
  if (access.kind === 'engineSocket') return access;
  throw new Error(`access is "${access.kind}"; the engine is reached by its socket`);
}
