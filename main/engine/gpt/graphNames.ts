/** Names of the graph's inputs and outputs: the contract between {@link buildGptGraph} and who runs it. */
export const graphNames = {
  inputIds: 'input_ids',
  topK: 'top_k',
  pastKey: (layer: number): string => `past_key_${layer}`,
  pastValue: (layer: number): string => `past_value_${layer}`,
  newKey: (layer: number): string => `new_key_${layer}`,
  newValue: (layer: number): string => `new_value_${layer}`,
  topValues: 'top_values',
  topTokens: 'top_tokens',
} as const;

/** The output projection of a variant, a matrix of its own there. */
export const outputProjection = 'lm_head.weight';

/** Name of a matrix in few bits, and of its scales. */
export function quantizedName(matrix: string): string {
  return `${matrix}.quantized`;
}
export function scaleName(matrix: string): string {
  return `${matrix}.scale`;
}
