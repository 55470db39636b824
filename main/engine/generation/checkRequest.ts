import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import type { GenerationRequest } from './GenerationRequest.ts';
import { RequestError } from './RequestError.ts';

/**
 * Checks a request against the model that is to serve it.
 *
 * @throws {RequestError} naming the field, its value and what is possible.
 */
export function checkRequest(request: GenerationRequest, configuration: GptConfiguration): void {
  const { maxOutputTokens, prompts } = request;
  const promptTokens = prompts[0]?.length ?? 0;
  if (promptTokens === 0)
    throw new RequestError('badRequest', 'prompts: give at least one prompt of at least one token');
  for (const [index, prompt] of prompts.entries()) {
    if (prompt.length !== promptTokens) {
      const lengths = `prompts[${index}] has ${prompt.length} tokens and prompts[0] has ${promptTokens}`;
      throw new RequestError('badRequest', `${lengths}: all prompts of a batch must have the same length`);
    }
    const foreign = prompt.find((token) => !Number.isInteger(token) || token < 0 || token >= configuration.vocabulary);
    if (foreign !== undefined) {
      const range = `the vocabulary is 0 to ${configuration.vocabulary - 1}`;
      throw new RequestError('badRequest', `prompts[${index}]: ${foreign} is no token of this model; ${range}`);
    }
  }
  if (!Number.isInteger(maxOutputTokens) || maxOutputTokens < 1) {
    throw new RequestError('badRequest', `maxOutputTokens is ${maxOutputTokens}: ask for at least one`);
  }
  if (promptTokens + maxOutputTokens > configuration.positions) {
    const wanted = `${promptTokens} prompt tokens and ${maxOutputTokens} output tokens`;
    const remedy = `shorten the prompt or ask for at most ${Math.max(0, configuration.positions - promptTokens)}`;
    throw new RequestError('contextExceeded', `${wanted} exceed the context of ${configuration.positions}: ${remedy}`);
  }
}
