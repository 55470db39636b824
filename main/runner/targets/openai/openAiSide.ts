import type { AddressAccess, TargetAccess } from '../../../../core/contract/runnerProtocol.ts';
import { Redactor } from '../../../../core/secrets/Redactor.ts';
import { stepSeed } from '../../stepSeed.ts';
import type { Target, TargetContext } from '../Target.ts';
import type { TargetSide } from '../TargetSide.ts';
import { OpenAiTarget } from './OpenAiTarget.ts';
import { preflightOpenAi } from './preflight.ts';
import { ServerOutputs } from './ServerOutputs.ts';

/** A server that speaks OpenAI's protocol. */
export const openAiSide: TargetSide = {
  create: createOpenAiTarget,
  preflight: ({ step, access, timeoutMs, clock, signal }) =>
    preflightOpenAi({
      url: access.url,
      headers: access.headers,
      redactor: Redactor.of(access),
      model: step.model.id,
      endpoint: step.endpoint ?? 'chat',
      stream: step.stream,
      vendorFields: step.vendorFields ?? true,
      timeoutMs,
      clock,
      signal,
    }),
  outputs: (options) => new ServerOutputs({ ...options, access: addressOf(options.access) }),
};

function createOpenAiTarget({ step, access: given, time, listener, log }: TargetContext): Target {
  const access = addressOf(given);
  const { load, model } = step;
  const endpoint = step.endpoint ?? 'chat';
  if (endpoint === 'chat' && load.batchSize > 1) {
    throw new Error(
      `load.batchSize is ${load.batchSize}; a chat request has one prompt: use endpoint "completions" for batches`,
    );
  }
  return new OpenAiTarget({
    url: access.url,
    headers: access.headers,
    redactor: Redactor.of(access),
    time,
    listener,
    log,
    request: {
      model: model.id,
      endpoint,
      stream: step.stream,
      outputTokens: step.outputTokens,
      temperature: model.temperature,
      topP: model.topP,
      vendorFields: step.vendorFields !== false,
    },
    seed: stepSeed(step),
    batchSize: load.batchSize,
    promptTokens: step.promptTokens,
    connectionsAhead: Math.max(load.concurrency ?? 1, ...(load.phases ?? []).map(({ concurrency = 1 }) => concurrency)),
  });
}

function addressOf(access: TargetAccess): AddressAccess {
  if (access.kind === 'address') return access;
  throw new Error(`access is "${access.kind}"; a server is reached by its URL`);
}
