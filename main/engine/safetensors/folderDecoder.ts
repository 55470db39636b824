import { join } from 'node:path';
import { z } from 'zod';
import { EngineFailure } from '../EngineFailure.ts';
import { decodeTokens } from '../text/decodeTokens.ts';
import { readJsonFile } from './readJsonFile.ts';

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
