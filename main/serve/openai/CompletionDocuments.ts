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

/** One event of a stream. JSON has no line feed outside of its strings and escapes those inside, so one `data` line holds it. */
export function encodeEvent(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** The end of a stream that went well. */
export const endMark = 'data: [DONE]\n\n';

/** A refusal as OpenAI's servers give it: a status and `{"error":{message,type,param,code}}`. */
export class ApiError extends Error {
  readonly status: number;
  readonly param: string | null;
  readonly code: string | null;

  constructor(status: number, message: string, param: string | null = null, code: string | null = null) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.param = param;
    this.code = code;
  }

  /** The body of the answer, also the data of an error event in a stream. */
  get body(): { error: { message: string; type: string; param: string | null; code: string | null } } {
    const type = this.status >= 500 ? 'server_error' : 'invalid_request_error';
    return { error: { message: this.message, type, param: this.param, code: this.code } };
  }
}
