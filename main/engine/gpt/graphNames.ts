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
