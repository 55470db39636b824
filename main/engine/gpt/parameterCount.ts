import { elementCount } from './elementCount.ts';
import type { GptConfiguration } from './GptConfiguration.ts';
import { gptParameters } from './gptParameters.ts';

/** Trainable parameters of a GPT-2 of this size, the tied output projection counted once. */
export function parameterCount(configuration: GptConfiguration): number {
  return gptParameters(configuration).reduce((total, parameter) => total + elementCount(parameter.shape), 0);
}
