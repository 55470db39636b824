import { join } from 'node:path';
import { z } from 'zod';
import { EngineFailure } from '../EngineFailure.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { readJsonFile } from './readJsonFile.ts';

const folderConfiguration = z.looseObject({
  model_type: z.string().optional(),
  n_layer: z.number().optional(),
  n_head: z.number().optional(),
  n_embd: z.number().optional(),
  vocab_size: z.number().optional(),
  n_positions: z.number().optional(),
  n_ctx: z.number().optional(),
  activation_function: z.string().optional(),
  layer_norm_epsilon: z.number().optional(),
  scale_attn_weights: z.boolean().optional(),
  scale_attn_by_inverse_layer_idx: z.boolean().optional(),
  tie_word_embeddings: z.boolean().optional(),
});

/**
 * Holds a folder's `config.json`, where there is one, against the sizes of its tensors. What the tensors cannot tell (the
 * number of heads, the activation) is told there alone.
 *
 * @throws {EngineFailure} naming the field, its value and what the engine needs.
 */
export function checkFolderConfiguration(folder: string, configuration: GptConfiguration): void {
  const path = join(folder, 'config.json');
  const content = readJsonFile(path);
  if (content === undefined) return;
  const parsed = folderConfiguration.safeParse(content);
  if (!parsed.success) {
    throw new EngineFailure({
      reason: `${path} is not the configuration of a model.`,
      remedy: 'Download the file again, or remove it: the weights are enough.',
    });
  }
  const { heads, hidden, layers, positions, vocabulary } = configuration;
  const wanted = {
    model_type: 'gpt2',
    n_layer: layers,
    n_head: heads,
    n_embd: hidden,
    vocab_size: vocabulary,
    n_positions: positions,
    n_ctx: positions,
    activation_function: 'gelu_new',
    layer_norm_epsilon: 1e-5,
    scale_attn_weights: true,
    scale_attn_by_inverse_layer_idx: false,
    tie_word_embeddings: true,
  } as const;
  for (const [field, needed] of Object.entries(wanted)) {
    const found = parsed.data[field];
    if (found === undefined || found === needed) continue;
    throw new EngineFailure({
      reason: `${path} says ${field} is ${JSON.stringify(found)}, where the engine's graph needs ${JSON.stringify(needed)}.`,
      remedy: 'Choose a folder of GPT-2 or DistilGPT-2; serve others with a server of their own.',
    });
  }
}
