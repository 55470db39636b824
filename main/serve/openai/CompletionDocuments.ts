export type FinishReason = 'length' | 'stop';

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

export function usageOf(promptTokens: number, completionTokens: number): Usage {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** The documents of one completion, in the form of the route it was asked for on. */
export class CompletionDocuments {
  readonly #chat: boolean;
  readonly #head: { id: string; created: number; model: string };

  constructor(chat: boolean, model: string, id: string, created: number) {
    this.#chat = chat;
    this.#head = { id: `${chat ? 'chatcmpl' : 'cmpl'}-${id}`, created, model };
  }

  /** The whole answer of a request without a stream. */
  answer(text: string, finishReason: FinishReason, usage: Usage): unknown {
    const content = this.#chat ? { message: { role: 'assistant', content: text } } : { text };
    return {
      ...this.#head,
      object: this.#chat ? 'chat.completion' : 'text_completion',
      choices: [{ index: 0, ...content, logprobs: null, finish_reason: finishReason }],
      usage,
    };
  }

  /** The first event of a chat's stream: no token; undefined for completions, which have none. */
  role(): unknown {
    return this.#chat ? this.#event({ delta: { role: 'assistant', content: '' } }, null) : undefined;
  }

  text(text: string): unknown {
    return this.#event(this.#chat ? { delta: { content: text } } : { text }, null);
  }

  finish(finishReason: FinishReason): unknown {
    return this.#event(this.#chat ? { delta: {} } : { text: '' }, finishReason);
  }

  usage(usage: Usage): unknown {
    return { ...this.#eventHead(), choices: [], usage };
  }

  #event(content: object, finishReason: FinishReason | null): unknown {
    return { ...this.#eventHead(), choices: [{ index: 0, ...content, finish_reason: finishReason }] };
  }

  #eventHead(): object {
    return { ...this.#head, object: this.#chat ? 'chat.completion.chunk' : 'text_completion' };
  }
}
