/** Tokens of prompt and output together that an engine's models can hold; undefined where there is no limit. */
export function maximumContextTokens(engine: 'onnx' | 'dummy'): number | undefined {
  // The positions that GPT-2 and DistilGPT-2 were made with.
  return engine === 'onnx' ? 1024 : undefined;
}
