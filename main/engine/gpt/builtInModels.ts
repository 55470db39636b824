import type { GptConfiguration } from './GptConfiguration.ts';

/** The models that the engine builds without any file: 124,439,808 and 81,912,576 parameters. */
export const builtInModels = {
  gpt2: { layers: 12, heads: 12, hidden: 768, vocabulary: 50_257, positions: 1024 },
  distilgpt2: { layers: 6, heads: 12, hidden: 768, vocabulary: 50_257, positions: 1024 },
} as const satisfies Record<string, GptConfiguration>;
