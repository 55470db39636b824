import { longestTokenBytes } from '../../text/Tokenizer.ts';
import { ApiError } from './ApiError.ts';
import type { CompletionRequest } from './CompletionRequest.ts';
import type { ServedModel } from './ServedModel.ts';

/**
 * The prompt as tokens of the model, with room for the output.
 *
 * @throws {ApiError} 404 for another model, 400 for a token that it does not have or a context that is exceeded.
 */
export function promptTokens(request: CompletionRequest, served: ServedModel): number[] {
  if (request.model !== served.id) {
    const message = `The model '${request.model}' does not exist. This server has '${served.id}'.`;
    throw new ApiError(404, message, 'model', 'model_not_found');
  }
  const { prompt, maxOutputTokens } = request;
  const param = request.chat ? 'messages' : 'prompt';
  // A text as long as this cannot fit, and encoding it would hold up the others.
  const tooLong = typeof prompt === 'string' && prompt.length > served.maximumContextTokens * longestTokenBytes;
  const tokens = tooLong ? [] : typeof prompt === 'string' ? served.tokenizer.encode(prompt) : prompt;
  const foreign = tokens.find((token) => token >= served.vocabulary);
  if (foreign !== undefined) {
    throw new ApiError(400, `${foreign} is no token of this model: it has 0 to ${served.vocabulary - 1}.`, param);
  }
  if (tooLong || tokens.length + maxOutputTokens > served.maximumContextTokens) {
    const asked = tooLong ? 'far more' : `${tokens.length + maxOutputTokens} tokens`;
    const parts = tooLong ? 'in the prompt' : `${tokens.length} in the prompt, ${maxOutputTokens} in the completion`;
    const message = `This model's maximum context length is ${served.maximumContextTokens} tokens. However, you requested ${asked} (${parts}).`;
    throw new ApiError(400, message, param, 'context_length_exceeded');
  }
  return tokens;
}
