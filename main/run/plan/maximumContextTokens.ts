import type { PlannedModel } from '../../../core/contract/plannedStep.ts';

/** Tokens of prompt and output together that a built-in graph can hold; undefined where there is no limit known. */
export function maximumContextTokens({ architecture }: PlannedModel): number | undefined {
  // The positions that GPT-2 and DistilGPT-2 were made with.
  return architecture === undefined ? undefined : 1024;
}
