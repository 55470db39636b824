import type { ServerFacts } from '../../../../core/contract/runnerProtocol.ts';
import type { Redactor } from '../../../../core/secrets/Redactor.ts';
import type { Clock } from '../../clock/TimeSource.ts';
import { PreflightFailure } from '../PreflightFailure.ts';
import { listModels } from './listModels.ts';
import type { OpenAiRequestOptions } from './openAiRequest.ts';
import { refusalOf } from './refusalOf.ts';
import { type TryOptions, tryRequest } from './tryRequest.ts';

export interface PreflightOptions {
  /** The server's root. */
  url: string;
  headers: Record<string, string>;
  redactor: Redactor;
  model: string;
  endpoint: OpenAiRequestOptions['endpoint'];
  stream: boolean;
  vendorFields: boolean;
  /** For all of it together, at most 10 s. */
  timeoutMs: number;
  clock: Clock;
  signal: AbortSignal;
}

const longestMs = 10_000;

/**
 * Whether a server can be measured: which models it has, and whether it answers one tiny request like the step's.
 *
 * @throws PreflightFailure that says what is in the way; the signal's reason when the signal ended it.
 */
export async function preflightOpenAi(options: PreflightOptions): Promise<ServerFacts> {
  const { url, headers, redactor, model, endpoint, stream, clock, signal } = options;
  const timeoutMs = Math.min(options.timeoutMs, longestMs);
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  // A server whose list hangs may still answer: it gets the other half.
  const listed = await listModels(
    url,
    headers,
    redactor,
    AbortSignal.any([deadline, AbortSignal.timeout(timeoutMs / 2)]),
  );
  signal.throwIfAborted();
  if (!listed.isReachable) {
    throw new PreflightFailure('unreachable', {
      reason: `The server at ${url} cannot be reached (${listed.kind}).`,
      remedy: 'Check that it runs and that address and port are right.',
      detail: listed.example,
    });
  }
  const request = { model, endpoint, stream, outputTokens: 2, temperature: 0, topP: 1 };
  const attempt = (changed: Partial<OpenAiRequestOptions>): ReturnType<typeof tryRequest> => {
    const asked: TryOptions['request'] = { ...request, vendorFields: options.vendorFields, ...changed };
    return tryRequest({ url, headers, redactor, clock, request: asked, signal: deadline });
  };
  const notes: string[] = [];
  let { vendorFields } = options;
  let result = await attempt({});
  if (!result.isOk && vendorFields && (result.kind === 'http-400' || result.kind === 'http-422')) {
    const plain = await attempt({ vendorFields: false });
    if (plain.isOk) {
      vendorFields = false;
      notes.push(
        `The server refuses the field ignore_eos ("${result.example}"): it is left out, so outputs may end early.`,
      );
      result = plain;
    }
  }
  signal.throwIfAborted();
  if (!result.isOk) {
    const other = endpoint === 'chat' ? 'completions' : 'chat';
    const isRouteMissing = result.kind === 'http-404' || result.kind === 'http-405' || result.kind === 'http-501';
    const answersOther = isRouteMissing && (await attempt({ endpoint: other, vendorFields: false })).isOk;
    signal.throwIfAborted();
    throw refusalOf(result, { url, redactor, model, endpoint, models: listed.names, answersOther, timeoutMs });
  }
  if (listed.names === undefined) notes.push(`The server lists no models (${listed.why}).`);
  else if (!listed.names.includes(model)) {
    notes.push(
      `The server answers to "${model}" but does not list it; it lists ${redactor.told(listed.names.join(', ')) || 'nothing'}.`,
    );
  }
  const { impossible } = result.usage ?? {};
  if (impossible !== undefined)
    notes.push(`The server tells tokens that cannot be (${impossible}): such figures are not counted.`);
  return {
    ...(listed.names === undefined ? {} : { models: listed.names }),
    vendorFields,
    usage: result.usage?.outputTokens !== undefined,
    notes,
  };
}
