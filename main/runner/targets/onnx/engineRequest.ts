import type { GenerateRequest, RunRequest } from '../../../../core/contract/engineChannel.ts';
import { buildPrompts } from '../../prompts/buildPrompts.ts';
import type { OnnxOptions } from './OnnxTarget.ts';

/**
 * What the engine is asked for in a request of a step; `sequence` counts them from 0. Prompts or, for a pass of a graph, the
 * seed of its inputs: the same for the same options and sequence.
 */
export function engineRequest(
  options: Omit<OnnxOptions, 'socketPath' | 'time' | 'listener' | 'log'>,
  sequence: number,
  withText: boolean,
): GenerateRequest | RunRequest {
  const { task, seed, batchSize, promptTokens, outputTokens, temperature, topP, stream } = options;
  if (task === 'run') {
    const { samplingSeed } = buildPrompts({ seed, sequence, batchSize: 1, promptTokens: 1 });
    return { type: 'run', id: sequence, batchSize, seed: samplingSeed };
  }
  const { prompts, samplingSeed } = buildPrompts({ seed, sequence, batchSize, promptTokens });
  return {
    type: 'generate',
    id: sequence,
    prompts,
    maxOutputTokens: outputTokens,
    temperature,
    topP,
    seed: samplingSeed,
    stream,
    withText,
  };
}
