export interface OpenAiRequestOptions {
  /** The name that the server knows. */
  model: string;
  endpoint: 'chat' | 'completions';
  stream: boolean;
  outputTokens: number;
  temperature: number;
  topP: number;
  /** Whether to send `ignore_eos`, which not every server knows. */
  vendorFields: boolean;
}

export const endpointPath = {
  chat: '/v1/chat/completions',
  completions: '/v1/completions',
} as const satisfies Record<OpenAiRequestOptions['endpoint'], string>;

/**
 * The body of a request. Of the two names of the limit on output tokens it uses `max_tokens`: every server for one's own
 * machine knows it, and those that know both may refuse both at once.
 */
export function openAiRequest(options: OpenAiRequestOptions, prompts: readonly string[], seed: number): Buffer {
  const { model, endpoint, stream, outputTokens, temperature, topP, vendorFields } = options;
  const [first = ''] = prompts;
  const prompt =
    endpoint === 'chat'
      ? { messages: [{ role: 'user', content: first }] }
      : { prompt: prompts.length === 1 ? first : prompts };
  return Buffer.from(
    JSON.stringify({
      model,
      ...prompt,
      max_tokens: outputTokens,
      temperature,
      top_p: topP,
      seed,
      stream,
      ...(stream ? { stream_options: { include_usage: true } } : {}),
      ...(vendorFields ? { ignore_eos: true } : {}),
    }),
  );
}
