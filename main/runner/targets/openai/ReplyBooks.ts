import type { TokenUsage } from '../Target.ts';
import { ItemOutput } from './ItemOutput.ts';
import type { Completion } from './parseCompletion.ts';

const sampleCharacters = 500;

/** What one reply has brought so far: the outputs of its items, their tokens, and what the server says of them. */
export class ReplyBooks {
  readonly #items: ItemOutput[];
  /** The limit on output tokens of each item. */
  #tokensAskedFor = 0;
  #pieces = 0;
  #usage: TokenUsage | undefined;
  #wantsText = false;
  #text = '';

  constructor(batchSize: number) {
    this.#items = Array.from({ length: batchSize }, () => new ItemOutput());
  }

  get items(): readonly ItemOutput[] {
    return this.#items;
  }

  /** Beginning of the text of the first item, where it is wanted. */
  get text(): string {
    return this.#text;
  }

  get isFinished(): boolean {
    return this.#items.every(({ finishReason }) => finishReason !== undefined);
  }

  /** Of how many items the reply spoke. */
  get mentioned(): number {
    return this.#items.filter(({ isMentioned }) => isMentioned).length;
  }

  /** @param tokensAskedFor the limit on output tokens of each item of the next reply. */
  reset(wantsText: boolean, tokensAskedFor: number): void {
    this.#tokensAskedFor = tokensAskedFor;
    this.#pieces = 0;
    this.#usage = undefined;
    this.#wantsText = wantsText;
    this.#text = '';
    for (const item of this.#items) item.reset();
  }

  /** Takes an event of a stream, and returns of how many items it brought text: a token of each. */
  takeEvent(completion: Completion): number {
    const { choices, usage } = completion;
    const withText = this.#takeChoices(completion);
    this.#pieces += withText;
    const [choice] = choices;
    // Beside one choice of several, usage is that of its prompt (llama.cpp); on an event of its own it is that of all.
    if (usage !== undefined && choice !== undefined && this.#items.length > 1) {
      const item = this.#items[choice.index];
      if (item !== undefined) item.usage = usage;
    } else if (usage !== undefined) this.#usage = usage;
    return withText;
  }

  takeWhole(completion: Completion): void {
    this.#takeChoices(completion);
    const { usage } = completion;
    const isOfOneItem =
      usage !== undefined &&
      this.#items.length > 1 &&
      usage.outputTokens <= this.#tokensAskedFor &&
      this.#items.every(isCutAtLimit);
    // llama.cpp tells the usage of the first prompt beside the outputs of all.
    this.#usage = isOfOneItem ? undefined : usage;
  }

  /** As the server says, all items together; undefined when it does not say it of all. */
  get usage(): TokenUsage | undefined {
    return this.#usage ?? sumOf(this.#items.map(({ usage }) => usage));
  }

  /**
   * Output tokens of all items. Without usage: the pieces of a stream; of a whole reply the limit, for each output that
   * ended because it was reached.
   */
  get outputTokens(): number {
    if (this.usage !== undefined) return this.usage.outputTokens;
    if (this.#pieces > 0) return this.#pieces;
    return this.#items.filter(isCutAtLimit).length * this.#tokensAskedFor;
  }

  /** Whether each piece of the stream was one token of one output, so that a gap is the time of a token. */
  get piecesAreTokens(): boolean {
    return this.#items.length === 1 && this.outputTokens <= this.#pieces;
  }

  /** Output tokens of one item; undefined when there are some, and nobody says how many. */
  tokensOf(item: ItemOutput): number | undefined {
    if (!item.hasText) return 0;
    const usage = item.usage ?? (this.#items.length === 1 ? this.#usage : undefined);
    return usage?.outputTokens ?? (isCutAtLimit(item) ? this.#tokensAskedFor : undefined);
  }

  #takeChoices({ choices }: Completion): number {
    let withText = 0;
    for (const { index, text, finishReason } of choices) {
      const item = this.#items[index];
      // More choices than were asked for are none of the output.
      if (item === undefined) continue;
      item.isMentioned = true;
      if (finishReason !== undefined) item.finishReason = finishReason;
      if (text === '') continue;
      item.add(text);
      withText += 1;
      if (this.#wantsText && index === 0 && this.#text.length < sampleCharacters) this.#text += text;
    }
    return withText;
  }
}

function isCutAtLimit({ finishReason }: ItemOutput): boolean {
  return finishReason === 'length';
}

function sumOf(usages: readonly (TokenUsage | undefined)[]): TokenUsage | undefined {
  const sum: TokenUsage = { promptTokens: 0, outputTokens: 0 };
  for (const usage of usages) {
    if (usage === undefined) return undefined;
    sum.promptTokens += usage.promptTokens;
    sum.outputTokens += usage.outputTokens;
    if (usage.cachedTokens !== undefined) sum.cachedTokens = (sum.cachedTokens ?? 0) + usage.cachedTokens;
  }
  return sum;
}
