import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { textPrompts } from '../../../main/runner/prompts/textPrompts.ts';
import { endpointPath, openAiRequest } from '../../../main/runner/targets/openai/openAiRequest.ts';

/** The path and the body of the first request that the product sends in a step, for a peer to send. */
export function requestLike(step: PlannedStep): { path: string; body: string } {
  const { model, outputTokens, promptTokens, stream, load, endpoint = 'chat' } = step;
  const { prompts } = textPrompts({ seed: load.seed, sequence: 0, batchSize: load.batchSize, promptTokens });
  const { temperature, topP } = model;
  const options = { model: model.id, endpoint, stream, outputTokens, temperature, topP, vendorFields: true };
  return { path: endpointPath[endpoint], body: openAiRequest(options)(prompts, load.seed).toString() };
}
