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
