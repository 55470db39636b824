/** Numbers that a server gives of tokens, whatever they are: nobody has held them against the request yet. */
export interface SaidUsage {
  promptTokens?: number;
  cachedTokens?: number;
  outputTokens?: number;
}

/** What one JSON object of a server says: a whole reply, or an event of a stream. */
export interface Completion {
  /** The server's own words of what went wrong; absent when nothing did. */
  error?: string;
  /** What each choice adds; the text may be empty. */
  choices: ChoicePart[];
  usage?: SaidUsage;
}

export interface ChoicePart {
  index: number;
  /** What a reader sees of the output. */
  text: string;
  /** Whether there is output beside the text, such as a tool call: it has tokens, of which no piece tells how many. */
  hasMore: boolean;
  finishReason: string | undefined;
}

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
function choiceOf(choice: Record<string, unknown>): ChoicePart {
  const said = isObject(choice.delta) ? choice.delta : isObject(choice.message) ? choice.message : choice;
  return {
    index: typeof choice.index === 'number' ? choice.index : 0,
    text: textOf(said.reasoning_content ?? said.reasoning) + textOf(said.content) + textOf(said.text),
    hasMore: textOf(said.refusal) !== '' || [said.tool_calls, said.function_call, said.content].some(isOtherOutput),
    finishReason: typeof choice.finish_reason === 'string' ? choice.finish_reason : undefined,
  };
}

/** Servers write what there is none of as null, as an empty text or an empty list. */
function isOtherOutput(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(Array.isArray(value) && value.length === 0);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function usageOf(value: unknown): SaidUsage | undefined {
  if (!isObject(value)) return undefined;
  const { prompt_tokens: promptTokens, completion_tokens: outputTokens, prompt_tokens_details: details } = value;
  const cachedTokens = isObject(details) ? details.cached_tokens : undefined;
  if (typeof promptTokens !== 'number' && typeof outputTokens !== 'number') return undefined;
  return {
    ...(typeof promptTokens === 'number' ? { promptTokens } : {}),
    ...(typeof cachedTokens === 'number' ? { cachedTokens } : {}),
    ...(typeof outputTokens === 'number' ? { outputTokens } : {}),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
