import type { Redactor } from '../../../../core/secrets/Redactor.ts';
import { PreflightFailure } from '../PreflightFailure.ts';

interface RefusedRequest {
  url: string;
  redactor: Redactor;
  model: string;
  endpoint: 'chat' | 'completions';
  /** As the server lists them; undefined when it has no list. */
  models: string[] | undefined;
  /** Whether the same request succeeds on the other route. */
  answersOther: boolean;
  timeoutMs: number;
}

const mostNames = 20;

/** What it means that a tiny request failed like this, and what to do about it. */
export function refusalOf(
  { kind, example }: { kind: string; example: string },
  refused: RefusedRequest,
): PreflightFailure {
  const { url, redactor, model, endpoint, models, answersOther, timeoutMs } = refused;
  const detail = example;
  if (kind === 'http-401' || kind === 'http-403') {
    return new PreflightFailure('key', {
      reason: `The server at ${url} refuses the key (status ${kind.slice('http-'.length)}).`,
      remedy: 'Set OPENAI_API_KEY to a key that the server accepts.',
      detail,
    });
  }
  if (answersOther) {
    const other = endpoint === 'chat' ? 'completions' : 'chat';
    return new PreflightFailure('endpoint', {
      reason: `The server at ${url} has no route for endpoint "${endpoint}", but one for "${other}".`,
      remedy: `Set endpoint to ${other}.`,
      detail,
    });
  }
  // Servers say it with 404 or 400; where they list their models, a model that is not in the list explains both.
  const isModelUnlisted = models !== undefined && !models.includes(model);
  const isRefusal = kind === 'http-404' || kind === 'http-400' || kind === 'http-422';
  if (isRefusal && (isModelUnlisted || /\bmodel\b.*\b(not found|not exist|unknown)/i.test(example))) {
    return new PreflightFailure('model', {
      reason: `The server at ${url} does not know the model "${model}".`,
      remedy:
        models === undefined
          ? 'Check the name that the server gives it.'
          : `It has: ${redactor.told(shownNames(models))}.`,
      detail,
    });
  }
  if (kind === 'http-404' || kind === 'http-405') {
    return new PreflightFailure('endpoint', {
      reason: `The server at ${url} has no route for endpoint "${endpoint}", nor for the other one.`,
      remedy: 'Check that the address is the root of a server that speaks OpenAI’s protocol.',
      detail,
    });
  }
  if (kind === 'no-answer') {
    return new PreflightFailure('answer', {
      reason: `The server at ${url} did not answer within ${timeoutMs / 1000} s.`,
      remedy: 'Wait until it has loaded its model and is idle.',
      detail,
    });
  }
  return new PreflightFailure('answer', {
    reason: `The server at ${url} did not answer a tiny request as OpenAI’s protocol wants it (${kind}).`,
    remedy: 'See what it said, and its own log; check that its root speaks OpenAI’s protocol.',
    detail,
  });
}

function shownNames(names: readonly string[]): string {
  if (names.length === 0) return 'no model at all';
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `${names.slice(0, mostNames).join(', ')}${more}`;
}
