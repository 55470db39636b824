import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { PromptForm, TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import { loadTokenizer } from '../../text/Tokenizer.ts';

/** A target that is asked for whole outputs, one after the other. */
export interface OutputSource {
  /**
   * The output to the prompt of this number, as token ids.
   *
   * @throws Error that says what came instead, or the signal's reason when it aborts first.
   */
  outputOf(sequence: number, signal: AbortSignal): Promise<number[]>;
  /** Lets go of the target; what is in flight is given up. */
  close(): void;
}

export interface OutputSourceOptions<Access extends TargetAccess> {
  step: PlannedStep;
  access: Access;
  promptForm: PromptForm;
  /** Of the prompts: the same for the same seed, whatever the target. */
  seed: number;
}

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
