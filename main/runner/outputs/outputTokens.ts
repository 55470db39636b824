import { loadTokenizer } from '../../text/loadTokenizer.ts';

/** Tokens of other vocabularies may be longer than GPT-2's, and a short output may come with some words around it. */
const mostCharactersPerToken = 256;
const leastCharacters = 16_384;

/**
 * An output in GPT-2's tokens.
 *
 * @param askedTokens the most that the output may have.
 * @throws Error when it is longer than so many tokens can be: nothing is worth putting it into tokens.
 */
export async function outputTokens(text: string, askedTokens: number): Promise<number[]> {
  const mostCharacters = Math.max(leastCharacters, askedTokens * mostCharactersPerToken);
  if (text.length > mostCharacters) {
    throw new Error(
      `too-large: an output of ${text.length} characters, where ${askedTokens} tokens were asked for and at most ${mostCharacters} characters are taken`,
    );
  }
  return (await loadTokenizer()).encode(text);
}
