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
 * Writes the bodies of a step's requests, which differ in prompt and seed alone. Of the two names of the limit on output
 * tokens it uses `max_tokens`: every server for one's own machine knows it, and those that know both may refuse both at
 * once.
 *
 * @returns the body for these prompts and this seed of the sampling.
 */
export function openAiRequest(options: OpenAiRequestOptions): (prompts: readonly string[], seed: number) => Buffer {
  const { model, endpoint, stream, outputTokens, temperature, topP, vendorFields } = options;
  const fields = JSON.stringify({
    model,
    max_tokens: outputTokens,
    temperature,
    top_p: topP,
    stream,
    ...(stream ? { stream_options: { include_usage: true } } : {}),
    ...(vendorFields ? { ignore_eos: true } : {}),
  });
  const common = fields.slice(0, -1);
  if (endpoint === 'chat') {
    return ([first = ''], seed) =>
      Buffer.from(`${common},"messages":[{"role":"user","content":${JSON.stringify(first)}}],"seed":${seed}}`);
  }
  return (prompts, seed) =>
    Buffer.from(`${common},"prompt":${JSON.stringify(prompts.length === 1 ? prompts[0] : prompts)},"seed":${seed}}`);
}
