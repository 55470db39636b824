/** The five numbers that make a GPT-2 of one size; everything else of the architecture is fixed. */
export interface GptConfiguration {
  layers: number;
  heads: number;
  /** Width of the residual stream: a multiple of `heads`. */
  hidden: number;
  vocabulary: number;
  /** Longest context, tokens. */
  positions: number;
}

/** The models that the engine builds without any file: 124,439,808 and 81,912,576 parameters. */
export const builtInModels = {
  gpt2: { layers: 12, heads: 12, hidden: 768, vocabulary: 50_257, positions: 1024 },
  distilgpt2: { layers: 6, heads: 12, hidden: 768, vocabulary: 50_257, positions: 1024 },
} as const satisfies Record<string, GptConfiguration>;
