/** What to generate: a batch of prompts, and how. */
export interface GenerationRequest {
  /** Token ids of each prompt; all of the same length, since the graph has no padding. */
  prompts: readonly (readonly number[])[];
  /** Output tokens of each prompt. */
  maxOutputTokens: number;
  temperature: number;
  topP: number;
  /** Candidates considered for each token; 50 unless given. */
  topK?: number;
  /** The same seed gives the same tokens. Each item of a batch draws from its own stream of it. */
  seed: number;
  /** Go on after the end-of-text token, so that every request costs the same. True unless given. */
  ignoreEndOfText?: boolean;
}
