import type { GenerateRequest, RunRequest } from '../../../../core/contract/engineChannel.ts';
import { buildPrompts } from '../../prompts/buildPrompts.ts';
import type { RequestShape } from '../Target.ts';
import type { OnnxOptions } from './OnnxTarget.ts';

/**
 * What the engine is asked for in a request of a step; `sequence` counts them from 0. Prompts or, for a pass of a graph, the
 * seed of its inputs: the same for the same options, sequence and shape. A shape takes the place of the step's lengths; a
 * pass of a graph has none.
 */
export function engineRequest(
  options: Omit<OnnxOptions, 'socketPath' | 'time' | 'listener' | 'log'>,
  sequence: number,
  withText: boolean,
  shape?: RequestShape,
): GenerateRequest | RunRequest {
  const { task, seed, batchSize, temperature, topP, stream } = options;
  if (task === 'run') {
    const { samplingSeed } = buildPrompts({ seed, sequence, batchSize: 1, promptTokens: 1 });
    return { type: 'run', id: sequence, batchSize, seed: samplingSeed };
  }
  const { promptTokens, outputTokens, conversation } = shape ?? { ...options, conversation: undefined };
  const { prompts, samplingSeed } = buildPrompts({ seed, sequence, batchSize, promptTokens, conversation });
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
