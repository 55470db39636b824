import type { Tokenizer } from './Tokenizer.ts';

const endOfText = '<|endoftext|>';

/** GPT-2's vocabulary (r50k) is some megabytes: it is read only when a model is served. */
export async function loadTokenizer(): Promise<Tokenizer> {
  const [{ encode }, { default: vocabulary }] = await Promise.all([
    import('gpt-tokenizer/encoding/r50k_base'),
    import('gpt-tokenizer/bpeRanks/r50k_base'),
  ]);
  // What looks like a special token in a client's text is text.
  const options = { disallowedSpecial: new Set<string>() };
  return {
    encode: (text) => encode(text, options),
    bytesOf: (token) => {
      const entry = token === vocabulary.length ? endOfText : vocabulary[token];
      if (entry === undefined) return new Uint8Array();
      return typeof entry === 'string' ? Buffer.from(entry) : Uint8Array.from(entry);
    },
  };
}
