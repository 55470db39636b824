import type { TokenUsage } from '../Target.ts';
import { believedUsage, sumOfUsage, withinLimit } from './believedUsage.ts';
import { ItemOutput } from './ItemOutput.ts';
import type { ChoicePart, Completion, SaidUsage } from './parseCompletion.ts';

/** What a request asks for, and what a reply to it can have at most. */
export interface AskedFor {
  /** The limit on output tokens of each item. */
  outputTokens: number;
  /** Of each item: what its prompt can have at most, with what the server puts around it. */
  mostPromptTokens: readonly number[];
}

const sampleCharacters = 500;

/** What one reply has brought so far: the outputs of its items, their tokens, and what the server says of them. */
export class ReplyBooks {
  readonly #items: ItemOutput[];
  #asked: AskedFor = { outputTokens: 0, mostPromptTokens: [] };
  #usage: SaidUsage | undefined;
  /** What is believed of what was said; undefined until it is asked for, and again when more is said. */
  #believed: { usage: TokenUsage | undefined } | undefined;
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

  /** @param asked by the request of the next reply. */
  reset(wantsText: boolean, asked: AskedFor): void {
    this.#asked = asked;
    this.#usage = undefined;
    this.#believed = undefined;
    this.#wantsText = wantsText;
    this.#text = '';
    for (const item of this.#items) item.reset();
  }

  /**
   * Takes an event of a stream. Returns how many tokens it brought, one of each item of which it had text, as long as there
   * are no more than were asked for; undefined when it brought no text.
   */
  takeEvent(completion: Completion): number | undefined {
    const { choices, usage } = completion;
    this.#believed = undefined;
    const tokens = this.#takePieces(completion);
    const [choice] = choices;
    // Beside one choice of several, usage is that of its prompt (llama.cpp); on an event of its own it is that of all.
    if (usage !== undefined && choice !== undefined && this.#items.length > 1) {
      const item = this.#items[choice.index];
      if (item !== undefined) item.usage = usage;
    } else if (usage !== undefined) this.#usage = usage;
    return tokens;
  }

  takeWhole(completion: Completion): void {
    this.#believed = undefined;
    for (const choice of completion.choices) this.#takeChoice(choice);
    const { usage } = completion;
    const isOfOneItem =
      usage?.outputTokens !== undefined &&
      this.#items.length > 1 &&
      usage.outputTokens <= this.#asked.outputTokens &&
      this.#items.every(isCutAtLimit);
    // llama.cpp tells the usage of the first prompt beside the outputs of all.
    this.#usage = isOfOneItem ? undefined : usage;
  }

  /** What the server says that can be, all items together; undefined when it does not say it of all. */
  get usage(): TokenUsage | undefined {
    this.#believed ??= { usage: this.#believedUsage() };
    return this.#believed.usage;
  }

  #believedUsage(): TokenUsage | undefined {
    const { outputTokens, mostPromptTokens } = this.#asked;
    if (this.#usage === undefined) return sumOfUsage(this.#items.map((item, index) => this.#usageOf(item, index)));
    return believedUsage(this.#usage, {
      outputs: this.#items.length,
      outputTokens,
      mostPromptTokens: mostPromptTokens.reduce((total, tokens) => total + tokens, 0),
      hasOutput: this.#items.some(({ hasOutput }) => hasOutput),
    });
  }

  /**
   * Output tokens of all items. Without usage that can be: the pieces of a stream, unless they are more than the tokens
   * asked for, and of another reply the limit, for each output that ended because it was reached. Undefined when there is an
   * output of which nobody says how many it has.
   */
  get outputTokens(): number | undefined {
    const told = this.usage?.outputTokens;
    if (told !== undefined) return told;
    let sum = 0;
    for (const item of this.#items) {
      const tokens = this.#countedTokens(item);
      if (tokens === undefined) return undefined;
      sum += tokens;
    }
    return sum;
  }

  /** Whether each piece of the stream was one token of one output, so that a gap is the time of a token. */
  get piecesAreTokens(): boolean {
    const [item] = this.#items;
    const tokens = this.outputTokens;
    if (item === undefined || this.#items.length > 1 || tokens === undefined) return false;
    // The last piece may be what was kept back of a character.
    return item.pieces === tokens || item.pieces === tokens + 1;
  }

  /** Output tokens of the item with this index; undefined when there are some, and nobody says how many. */
  tokensOf(index: number): number | undefined {
    const item = this.#items[index];
    if (item === undefined || !item.hasOutput) return 0;
    const usage = this.#items.length === 1 ? this.usage : this.#usageOf(item, index);
    return usage?.outputTokens ?? (isCutAtLimit(item) ? this.#asked.outputTokens : undefined);
  }

  #usageOf({ usage, hasOutput }: ItemOutput, index: number): TokenUsage | undefined {
    const { outputTokens, mostPromptTokens } = this.#asked;
    if (usage === undefined) return undefined;
    return believedUsage(usage, {
      outputs: 1,
      outputTokens,
      mostPromptTokens: mostPromptTokens[index] ?? 0,
      hasOutput,
    });
  }

  #countedTokens(item: ItemOutput): number | undefined {
    const { outputTokens } = this.#asked;
    const ofPieces =
      item.pieces > 0 && !item.hasMore ? withinLimit(item.pieces, { outputs: 1, outputTokens }) : undefined;
    if (ofPieces !== undefined) return ofPieces;
    if (isCutAtLimit(item)) return outputTokens;
    return item.hasOutput ? undefined : 0;
  }

  /** However often an event speaks of one item, it is one piece of it. */
  #takePieces({ choices }: Completion): number | undefined {
    let tokens: number | undefined;
    let seen: Set<ItemOutput> | undefined;
    for (const choice of choices) {
      const item = this.#takeChoice(choice);
      if (item === undefined) continue;
      tokens ??= 0;
      if (choices.length > 1) {
        seen ??= new Set();
        if (seen.has(item)) continue;
        seen.add(item);
      }
      item.pieces += 1;
      if (item.pieces <= this.#asked.outputTokens) tokens += 1;
    }
    return tokens;
  }

  /** Returns the item that text was added to. */
  #takeChoice({ index, text, hasMore, finishReason }: ChoicePart): ItemOutput | undefined {
    const item = this.#items[index];
    // More choices than were asked for are none of the output.
    if (item === undefined) return undefined;
    item.isMentioned = true;
    if (finishReason !== undefined) item.finishReason = finishReason;
    if (hasMore) item.hasMore = true;
    if (text === '') return undefined;
    item.add(text);
    if (this.#wantsText && index === 0 && this.#text.length < sampleCharacters) this.#text += text;
    return item;
  }
}

function isCutAtLimit({ finishReason }: ItemOutput): boolean {
  return finishReason === 'length';
}
