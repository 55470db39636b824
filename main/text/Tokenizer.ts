import { mergeBytePairs } from './mergeBytePairs.ts';

/** GPT-2's tokens and their text. */
export interface Tokenizer {
  /** Takes time in proportion to the text (about a second for a million characters), whatever stands in it. */
  encode(text: string): number[];
  /** Bytes of a token: it may end inside a character. Empty for an id outside the vocabulary. */
  bytesOf(token: number): Uint8Array;
}

/** The longest of GPT-2's tokens: a text of more bytes than this for each of a number of tokens has more tokens. */
export const longestTokenBytes = 128;

const endOfText = '<|endoftext|>';
/** How GPT-2 cuts a text before it looks for tokens: words with the space before them, numbers, signs, spaces. */
const piece = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

let loaded: Promise<Tokenizer> | undefined;

/**
 * GPT-2's vocabulary (r50k). It is some megabytes, and read only when it is asked for first. What looks like a special token
 * in a text is text.
 */
export function loadTokenizer(): Promise<Tokenizer> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Tokenizer> {
  const { default: vocabulary } = await import('gpt-tokenizer/bpeRanks/r50k_base');
  const bytesOf = (token: number): Buffer => {
    const entry = token === vocabulary.length ? endOfText : vocabulary[token];
    if (entry === undefined) return Buffer.alloc(0);
    return typeof entry === 'string' ? Buffer.from(entry, 'utf8') : Buffer.from(entry);
  };
  // Bytes are looked up as text with a character for each.
  const ranks = new Map(vocabulary.map((_, rank) => [bytesOf(rank).toString('latin1'), rank]));
  const rankOf = (bytes: string): number | undefined =>
    bytes.length > longestTokenBytes ? undefined : ranks.get(bytes);
  return {
    encode: (text) => {
      const tokens: number[] = [];
      for (const [part] of text.matchAll(piece)) {
        const bytes = Buffer.from(part).toString('latin1');
        const whole = rankOf(bytes);
        if (whole !== undefined) tokens.push(whole);
        else for (const token of mergeBytePairs(bytes, rankOf)) tokens.push(token);
      }
      return tokens;
    },
    bytesOf,
  };
}
