import type { StepFacts } from '../../../core/contract/runnerProtocol.ts';
import type { TokenUsage } from '../targets/Target.ts';

type TokenFacts = Pick<
  StepFacts,
  | 'tokensFromUsage'
  | 'tokensFromEvents'
  | 'promptTokens'
  | 'cachedPromptTokens'
  | 'impossibleUsages'
  | 'impossibleUsageExample'
>;

/** Sums up what a server says of its requests' tokens, and how often a request had to be sent again. */
export class ServerFacts {
  #withUsage = 0;
  #withoutUsage = 0;
  #promptTokens: number | undefined;
  #cachedTokens: number | undefined;
  #impossible = 0;
  #example: string | undefined;
  #reconnects = 0;

  get reconnects(): number {
    return this.#reconnects;
  }

  /** Empty when no request was told of; prompt and cached tokens are absent when no request told of them. */
  get facts(): TokenFacts {
    if (this.#withUsage + this.#withoutUsage === 0) return {};
    return {
      tokensFromUsage: this.#withUsage,
      tokensFromEvents: this.#withoutUsage,
      ...(this.#promptTokens === undefined ? {} : { promptTokens: this.#promptTokens }),
      ...(this.#cachedTokens === undefined ? {} : { cachedPromptTokens: this.#cachedTokens }),
      ...(this.#example === undefined
        ? {}
        : { impossibleUsages: this.#impossible, impossibleUsageExample: this.#example }),
    };
  }

  reconnected(): void {
    this.#reconnects += 1;
  }

  /** One request that succeeded; undefined when the server said nothing of its tokens. */
  add(usage: TokenUsage | undefined): void {
    const { promptTokens, cachedTokens, outputTokens, impossible } = usage ?? {};
    if (outputTokens === undefined) this.#withoutUsage += 1;
    else this.#withUsage += 1;
    if (promptTokens !== undefined) this.#promptTokens = (this.#promptTokens ?? 0) + promptTokens;
    if (cachedTokens !== undefined) this.#cachedTokens = (this.#cachedTokens ?? 0) + cachedTokens;
    if (impossible === undefined) return;
    this.#impossible += 1;
    this.#example ??= impossible;
  }
}
