import type { Redactor } from '../../../../core/secrets/Redactor.ts';
import type { Clock } from '../../clock/TimeSource.ts';
import { HttpConnection } from '../../transport/http/HttpConnection.ts';
import { serverAddress } from '../../transport/http/openSocket.ts';
import type { TargetListener, TokenUsage } from '../Target.ts';
import { mostPromptTokens } from './believedUsage.ts';
import { EventTemplate } from './EventTemplate.ts';
import { OpenAiReply } from './OpenAiReply.ts';
import { endpointPath, type OpenAiRequestOptions, openAiRequest } from './openAiRequest.ts';

export interface TryOptions {
  url: string;
  headers: Record<string, string>;
  redactor: Redactor;
  clock: Clock;
  request: OpenAiRequestOptions;
  /** Ends the try, which then has failed as `no-answer`. */
  signal: AbortSignal;
}

type TryResult =
  | { isOk: true; usage: TokenUsage | undefined; contentEvents: number }
  /** As a request of a step would fail; `kind` is that of its record. */
  | { isOk: false; kind: string; example: string };

const prompt = 'hello';

/** Sends one request with a prompt of one word, and judges its reply exactly as a step's would be. Never rejects. */
export function tryRequest({ url, headers, redactor, clock, request, signal }: TryOptions): Promise<TryResult> {
  const { origin, basePath } = serverAddress(url);
  return new Promise((resolve) => {
    let usage: TokenUsage | undefined;
    let contentEvents = 0;
    const connection = new HttpConnection({ origin, habits: { closesAfterReply: false }, onUnasked: ignore });
    const finish = (result: TryResult): void => {
      signal.removeEventListener('abort', giveUp);
      connection.close();
      resolve(result);
    };
    const giveUp = (): void => finish({ isOk: false, kind: 'no-answer', example: `${contentEvents} events had come` });
    const listener: TargetListener = {
      transferred: ignore,
      reconnected: ignore,
      piecesAreNoTokens: ignore,
      output: ignore,
      outputText: ignore,
      content: () => {
        contentEvents += 1;
      },
      usage: (_, told) => {
        usage = told;
      },
      ended: () => finish({ isOk: true, usage, contentEvents }),
      failed: (_, __, kind, example) => finish({ isOk: false, kind, example }),
      lost: (_, kind, { reason }) => finish({ isOk: false, kind, example: reason }),
    };
    const reply = new OpenAiReply({
      request: 0,
      clock,
      listener,
      batchSize: 1,
      asked: { outputTokens: request.outputTokens, mostPromptTokens: [mostPromptTokens(prompt, request.endpoint)] },
      wantsText: false,
      redactor,
      template: new EventTemplate(),
      hangUp: () => connection.cancel(),
    });
    if (signal.aborted) {
      giveUp();
      return;
    }
    signal.addEventListener('abort', giveUp);
    const body = openAiRequest(request)([prompt], 0);
    const path = `${basePath}${endpointPath[request.endpoint]}`;
    connection.send({ method: 'POST', path, headers: { ...headers, 'content-type': 'application/json' }, body }, reply);
  });
}

function ignore(): void {
  // Of a try nothing is recorded.
}
