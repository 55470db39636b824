import type { TokenUsage } from '../Target.ts';

/** What one JSON object of a server says: a whole reply, or an event of a stream. */
export interface Completion {
  /** The server's own words of what went wrong; absent when nothing did. */
  error?: string;
  /** What each choice adds; the text may be empty. */
  choices: { index: number; text: string; finishReason: string | undefined }[];
  usage?: TokenUsage;
}

const largestCount = 2 ** 32 - 1;

/** Returns undefined for what is no JSON object; `null`, which llama.cpp's streams may begin with, says nothing. */
export function parseCompletion(json: string): Completion | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (value === null) return { choices: [] };
  if (!isObject(value)) return undefined;
  const usage = usageOf(value.usage);
  return {
    choices: Array.isArray(value.choices) ? value.choices.filter(isObject).map(choiceOf) : [],
    ...(usage === undefined ? {} : { usage }),
    ...(value.error === undefined || value.error === null ? {} : { error: errorText(value) }),
  };
}

/**
 * What a server said of an error, as servers write it: OpenAI's and llama.cpp's `{"error":{"message":…}}`, FastAPI's
 * `{"detail":…}`, others `{"message":…}`; anything else as it came.
 */
export function errorText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return written(value);
  const { error, detail, message } = value;
  if (isObject(error) && typeof error.message === 'string') return error.message;
  const first = [error, detail, message].find((part) => part !== undefined && part !== null);
  return typeof first === 'string' ? first : written(first ?? value);
}

/** As JSON; a few kilobytes can be nested deeper than the runtime writes, though not than it reads. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return 'what it says is nested too deep to be shown';
  }
}

/** Text is what a reader sees of the output, the reasoning before it included; a role, a tool call or nothing is none. */
function choiceOf(choice: Record<string, unknown>): Completion['choices'][number] {
  const said = isObject(choice.delta) ? choice.delta : isObject(choice.message) ? choice.message : choice;
  return {
    index: typeof choice.index === 'number' ? choice.index : 0,
    text: textOf(said.reasoning_content ?? said.reasoning) + textOf(said.content) + textOf(said.text),
    finishReason: typeof choice.finish_reason === 'string' ? choice.finish_reason : undefined,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function usageOf(value: unknown): TokenUsage | undefined {
  if (!isObject(value) || !isCount(value.prompt_tokens) || !isCount(value.completion_tokens)) return undefined;
  const details = value.prompt_tokens_details;
  return {
    promptTokens: value.prompt_tokens,
    outputTokens: value.completion_tokens,
    ...(isObject(details) && isCount(details.cached_tokens) ? { cachedTokens: details.cached_tokens } : {}),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largestCount;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
