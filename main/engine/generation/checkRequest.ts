import type { GenerateRequest } from '../../../core/contract/engineChannel.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { RequestError } from './RequestError.ts';

/**
 * Checks a well-formed request against the model that is to serve it. All prompts of a batch must have the same length,
 * since the graph has no padding.
 *
 * @throws {RequestError} naming the field, its value and what is possible.
 */
export function checkRequest(
  { maxOutputTokens, prompts }: Pick<GenerateRequest, 'maxOutputTokens' | 'prompts'>,
  { vocabulary, positions }: Pick<GptConfiguration, 'vocabulary' | 'positions'>,
): void {
  const promptTokens = prompts[0]?.length ?? 0;
  for (const [index, prompt] of prompts.entries()) {
    if (prompt.length !== promptTokens) {
      const lengths = `prompts[${index}] has ${prompt.length} tokens and prompts[0] has ${promptTokens}`;
      throw new RequestError('badRequest', `${lengths}: all prompts of a batch must have the same length`);
    }
    const foreign = prompt.find((token) => token >= vocabulary);
    if (foreign !== undefined) {
      const range = `the vocabulary is 0 to ${vocabulary - 1}`;
      throw new RequestError('badRequest', `prompts[${index}]: ${foreign} is no token of this model; ${range}`);
    }
  }
  if (promptTokens + maxOutputTokens > positions) {
    const wanted = `${promptTokens} prompt tokens and ${maxOutputTokens} output tokens`;
    const remedy = `shorten the prompt or ask for at most ${Math.max(0, positions - promptTokens)}`;
    throw new RequestError('contextExceeded', `${wanted} exceed the context of ${positions}: ${remedy}`);
  }
}
