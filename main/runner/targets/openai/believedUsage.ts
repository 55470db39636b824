import type { TokenUsage } from '../Target.ts';
import type { OpenAiRequestOptions } from './openAiRequest.ts';
import type { SaidUsage } from './parseCompletion.ts';

/** What one output, or all outputs of a request together, can have at most, and whether there is any of them. */
interface UsageBounds {
  outputs: number;
  /** The limit that was asked for, of each output. */
  outputTokens: number;
  /** Of all their prompts together. */
  mostPromptTokens: number;
  hasOutput: boolean;
}

/**
 * Tokens beyond the limit that each output may be said to have: servers there are that count the token that ends it. They
 * are borne and not counted, since nobody was given them.
 */
const endTokens = 1;
/**
 * Tokens that a server may put around a prompt: of chat the marks of its template and a system prompt that stands in it,
 * of which the longest of a well-known model has some 500; of completions a mark at each end.
 */
const tokensAround = { chat: 1024, completions: 8 } as const satisfies Record<OpenAiRequestOptions['endpoint'], number>;

/** How many tokens a prompt can have at most: no tokenizer makes two of one byte. */
export function mostPromptTokens(prompt: string, endpoint: OpenAiRequestOptions['endpoint']): number {
  return Buffer.byteLength(prompt) + tokensAround[endpoint];
}

/** A count of output tokens as it is believed: at most the limit; undefined where it is beyond what can be borne. */
export function withinLimit(
  tokens: number,
  { outputs, outputTokens }: Omit<UsageBounds, 'mostPromptTokens' | 'hasOutput'>,
) {
  return tokens <= outputs * (outputTokens + endTokens) ? Math.min(tokens, outputs * outputTokens) : undefined;
}

/**
 * What a server says of tokens as far as it can be: a figure that is no count, or more than was asked for, or than the
 * prompt can have, is left out and told in `impossible`. A zero where there are some is what servers write that count
 * nothing: it is left out as if nothing had been said.
 */
export function believedUsage(said: SaidUsage, bounds: UsageBounds): TokenUsage {
  const { outputs, outputTokens: limit, mostPromptTokens: mostOfPrompt, hasOutput } = bounds;
  const output = possible(said.outputTokens, outputs * (limit + endTokens));
  const prompt = possible(said.promptTokens, mostOfPrompt);
  const cached = possible(said.cachedTokens, prompt ?? mostOfPrompt);
  const believed = output === undefined ? undefined : withinLimit(output, bounds);
  const usage: TokenUsage = {};
  if (prompt !== undefined && prompt > 0) {
    usage.promptTokens = prompt;
    if (cached !== undefined) usage.cachedTokens = cached;
  }
  if (believed !== undefined && (believed > 0 || !hasOutput)) usage.outputTokens = believed;
  // Of every reply this is asked, and of few there is anything to say: words are made for those alone.
  const impossible = [
    ...(output === said.outputTokens
      ? []
      : impossibleFigure('completion_tokens', said.outputTokens, `where ${outputs * limit} were asked for`)),
    ...(prompt === said.promptTokens
      ? []
      : impossibleFigure('prompt_tokens', said.promptTokens, `where the prompt has ${mostOfPrompt} at most`)),
    ...(cached === said.cachedTokens
      ? []
      : impossibleFigure('cached_tokens', said.cachedTokens, `where the prompt has ${prompt ?? mostOfPrompt}`)),
  ];
  if (impossible.length > 0) usage.impossible = impossible.join('; ');
  return usage;
}

function possible(tokens: number | undefined, most: number): number | undefined {
  return tokens !== undefined && isCount(tokens) && tokens <= most ? tokens : undefined;
}

function impossibleFigure(name: string, tokens: number | undefined, room: string): string[] {
  return tokens === undefined ? [] : [`${name} ${tokens}, ${isCount(tokens) ? room : 'which is no count'}`];
}

/** Usage of each output as that of all; undefined while there is an output of which nothing was said. */
export function sumOfUsage(usages: readonly (TokenUsage | undefined)[]): TokenUsage | undefined {
  const told = usages.filter((usage) => usage !== undefined);
  const impossible = told.find((usage) => usage.impossible !== undefined)?.impossible;
  if (told.length < usages.length) return impossible === undefined ? undefined : { impossible };
  const sum = (name: 'promptTokens' | 'cachedTokens' | 'outputTokens', of: 'all' | 'some'): TokenUsage => {
    const figures = told.flatMap((usage) => usage[name] ?? []);
    const isKnown = of === 'all' ? figures.length === told.length : figures.length > 0;
    return isKnown ? { [name]: figures.reduce((total, tokens) => total + tokens, 0) } : {};
  };
  const prompt = sum('promptTokens', 'all');
  return {
    ...prompt,
    // Without all prompts it would be a share of nobody knows what.
    ...('promptTokens' in prompt ? sum('cachedTokens', 'some') : {}),
    ...sum('outputTokens', 'all'),
    ...(impossible === undefined ? {} : { impossible }),
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
