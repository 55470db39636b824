export interface OpenAiRequestOptions {
  /** The name that the server knows. */
  model: string;
  endpoint: 'chat' | 'completions';
  stream: boolean;
  /** Of each prompt, unless a request asks for others. */
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
 * Writes the bodies of a step's requests, which differ in prompt, seed and limit on output tokens alone. Of the two names of the limit on output
 * tokens it uses `max_tokens`: every server for one's own machine knows it, and those that know both may refuse both at
 * once.
 *
 * @returns the body for these prompts, this seed of the sampling and this limit, the step's unless told.
 */
export function openAiRequest(
  options: OpenAiRequestOptions,
): (prompts: readonly string[], seed: number, outputTokens?: number) => Buffer {
  const { model, endpoint, stream, temperature, topP, vendorFields } = options;
  const fields = JSON.stringify({
    model,
    temperature,
    top_p: topP,
    stream,
    ...(stream ? { stream_options: { include_usage: true } } : {}),
    ...(vendorFields ? { ignore_eos: true } : {}),
  });
  const common = fields.slice(0, -1);
  if (endpoint === 'chat') {
    return ([first = ''], seed, limit = options.outputTokens) =>
      Buffer.from(
        `${common},"messages":[{"role":"user","content":${JSON.stringify(first)}}],"max_tokens":${limit},"seed":${seed}}`,
      );
  }
  return (prompts, seed, limit = options.outputTokens) => {
    const prompt = JSON.stringify(prompts.length === 1 ? prompts[0] : prompts);
    return Buffer.from(`${common},"prompt":${prompt},"max_tokens":${limit},"seed":${seed}}`);
  };
}
