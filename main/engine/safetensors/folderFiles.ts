import { join } from 'node:path';
import { z } from 'zod';
import { readRegularFileSync } from '../../files/regularFile.ts';
import { EngineFailure, errorText, systemErrorCode } from '../EngineFailure.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { decodeTokens } from '../text/decodeTokens.ts';

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

const vocabularyFile = z.record(z.string(), z.int().min(0).max(10_000_000));
const tokenizerFile = z.looseObject({ model: z.looseObject({ vocab: vocabularyFile }) });

/**
 * How tokens read as text, by a folder's `vocab.json` or `tokenizer.json`; where it has neither, by GPT-2's own vocabulary.
 * Tokens that it does not have read as U+FFFD.
 *
 * @throws {EngineFailure} when such a file is damaged.
 */
export function folderDecoder(folder: string): (tokens: readonly number[]) => string {
  const vocabulary = readVocabulary(folder);
  if (vocabulary === undefined) return decodeTokens;
  const bytes = new Map<number, Uint8Array>();
  for (const [text, token] of Object.entries(vocabulary)) bytes.set(token, bytesOf(text));
  const unknown = Buffer.from('\uFFFD');
  return (tokens) => Buffer.concat(tokens.map((token) => bytes.get(token) ?? unknown)).toString('utf8');
}

function readVocabulary(folder: string): Record<string, number> | undefined {
  const vocabulary = readJsonFile(join(folder, 'vocab.json'));
  if (vocabulary !== undefined) return checked(vocabularyFile, vocabulary, join(folder, 'vocab.json'));
  const tokenizer = readJsonFile(join(folder, 'tokenizer.json'));
  if (tokenizer === undefined) return undefined;
  return checked(tokenizerFile, tokenizer, join(folder, 'tokenizer.json')).model.vocab;
}

function checked<Value>(schema: z.ZodType<Value>, content: unknown, path: string): Value {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new EngineFailure({
    reason: `${path} holds no vocabulary of tokens and their numbers.`,
    remedy: 'Download the file again, or remove it: GPT-2’s own vocabulary is used then.',
  });
}

/**
 * A byte-level vocabulary writes each byte as a character that can be seen: printable ones of Latin-1 as they are, the
 * others from U+0100 on, in their order (Radford et al., 2019). Tokens with other characters, such as `<|endoftext|>`
 * where a space would be, stand for their own text.
 */
const byteOfCharacter: ReadonlyMap<string, number> = new Map(
  (() => {
    let hidden = 0;
    return Array.from({ length: 256 }, (_, byte): [string, number] => {
      const isVisible = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
      return [String.fromCodePoint(isVisible ? byte : 256 + hidden++), byte];
    });
  })(),
);

function bytesOf(text: string): Uint8Array {
  const bytes = [...text].map((character) => byteOfCharacter.get(character));
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes as number[]) : Buffer.from(text);
}

/** The files beside weights have some megabytes; more would be something else. */
const largestBytes = 50_000_000;

/** The content of a JSON file of a folder; undefined when there is none. @throws {EngineFailure} when it cannot be read. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readRegularFileSync(path, largestBytes).toString('utf8')) as unknown;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw new EngineFailure(
      {
        reason: `${path} cannot be read: ${errorText(error)}.`,
        remedy: 'Download the file again, or remove it: the weights are enough.',
      },
      error,
    );
  }
}
