// What looks like a special token in an output is text.
const options = { disallowedSpecial: new Set<string>() };

/** The tokens that GPT-2's vocabulary has for a text. It is some megabytes, and read only when it is asked for. */
export async function textTokens(text: string): Promise<number[]> {
  const { encode } = await import('gpt-tokenizer/encoding/r50k_base');
  return encode(text, options);
}
