import { Redactor } from '../../../../core/secrets/Redactor.ts';
import { stepSeed } from '../../stepSeed.ts';
import type { Target, TargetContext } from '../Target.ts';
import { OpenAiTarget } from './OpenAiTarget.ts';

/** A server that speaks OpenAI's protocol. */
export function createOpenAiTarget({ step, access, time, listener, log }: TargetContext): Target {
  if (access.kind !== 'http') throw new Error(`access is "${access.kind}"; a server is reached by its URL`);
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
