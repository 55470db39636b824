import type { StepFacts } from '../../../core/contract/runnerProtocol.ts';
import type { TokenUsage } from '../targets/Target.ts';

type TokenFacts = Pick<StepFacts, 'tokensFromUsage' | 'tokensFromEvents' | 'promptTokens' | 'cachedPromptTokens'>;

/** Sums up what a server says of its requests' tokens, and how often a request had to be sent again. */
export class ServerFacts {
  #withUsage = 0;
  #withoutUsage = 0;
  #promptTokens = 0;
  #cachedTokens: number | undefined;
  #reconnects = 0;

  get reconnects(): number {
    return this.#reconnects;
  }

  /** Empty when no request was told of; cached tokens are absent when no request told of them. */
  get facts(): TokenFacts {
    if (this.#withUsage + this.#withoutUsage === 0) return {};
    return {
      tokensFromUsage: this.#withUsage,
      tokensFromEvents: this.#withoutUsage,
      ...(this.#withUsage === 0 ? {} : { promptTokens: this.#promptTokens }),
      ...(this.#cachedTokens === undefined ? {} : { cachedPromptTokens: this.#cachedTokens }),
    };
  }

  reconnected(): void {
    this.#reconnects += 1;
  }

  /** One request that succeeded; undefined when the server said nothing of its tokens. */
  add(usage: TokenUsage | undefined): void {
    if (usage === undefined) {
      this.#withoutUsage += 1;
      return;
    }
    this.#withUsage += 1;
    this.#promptTokens += usage.promptTokens;
    if (usage.cachedTokens !== undefined) this.#cachedTokens = (this.#cachedTokens ?? 0) + usage.cachedTokens;
  }
}
