import { z } from 'zod';
import { ApiError } from './CompletionDocuments.ts';

/** A request for a completion, checked, whichever of the two routes it came by. */
export interface CompletionRequest {
  chat: boolean;
  model: string;
  /** Text, or token ids. */
  prompt: string | number[];
  maxOutputTokens: number;
  temperature: number;
  topP: number;
  seed: number | undefined;
  stops: string[];
  stream: boolean;
  includeUsage: boolean;
}

/** OpenAI's default for completions; chat has none, and a model without an end of text would fill its context. */
const defaultOutputTokens = 16;
const maximumStops = 16;
/** It is kept, and looked for, as long as the request waits and is computed. */
const stopText = z.string().max(1024);

const tokens = z.int().min(1).max(1_000_000).nullish();
const common = {
  model: z.string().min(1).max(4096),
  max_tokens: tokens,
  max_completion_tokens: tokens,
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.int().min(0).nullish(),
  n: z.literal(1, 'only 1 is served').nullish(),
  stop: z.union([stopText, z.array(stopText).max(maximumStops)]).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  /** Every output has the length that is asked for: there is no end of text to ignore. */
  ignore_eos: z.boolean().nullish(),
};
const promptText = z.string().min(1);
const promptAsTokens = z.array(z.int().min(0)).min(1).max(1_000_000);
const completionBody = z.object({
  ...common,
  prompt: z.union([promptText, promptAsTokens, z.tuple([promptText]), z.tuple([promptAsTokens])]),
});
const chatContent = z.union([
  z.string(),
  z.array(z.object({ type: z.literal('text'), text: z.string() })).max(1000),
  z.null(),
]);
const chatBody = z.object({
  ...common,
  messages: z
    .array(z.object({ role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']), content: chatContent }))
    .min(1)
    .max(10_000),
});

/**
 * Reads a request's body. Fields that are not known are passed over, as other servers do.
 *
 * @throws {ApiError} 400 naming the first field that is wrong.
 */
export function parseCompletionRequest(chat: boolean, text: string): CompletionRequest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new ApiError(400, `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const body = chat ? check(chatBody, content) : check(completionBody, content);
  return {
    chat,
    model: body.model,
    prompt: 'messages' in body ? chatPrompt(body.messages.map(plainMessage)) : plainPrompt(body.prompt),
    maxOutputTokens: body.max_completion_tokens ?? body.max_tokens ?? defaultOutputTokens,
    temperature: body.temperature ?? 1,
    topP: body.top_p ?? 1,
    seed: body.seed ?? undefined,
    stops: (typeof body.stop === 'string' ? [body.stop] : (body.stop ?? [])).filter((stop) => stop !== ''),
    stream: body.stream ?? false,
    includeUsage: body.stream_options?.include_usage ?? false,
  };
}

function check<Schema extends z.ZodType>(schema: Schema, content: unknown): z.output<Schema> {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const param = issue?.path.join('.') ?? '';
  const where = param === '' ? 'The body' : `'${param}'`;
  throw new ApiError(400, `${where} is wrong: ${issue?.message ?? 'unknown'}`, param === '' ? null : param);
}

function plainMessage({ role, content }: z.output<typeof chatBody>['messages'][number]): ChatMessage {
  const text = typeof content === 'string' ? content : (content ?? []).map((part) => part.text).join('');
  return { role, content: text };
}

function plainPrompt(prompt: z.output<typeof completionBody>['prompt']): string | number[] {
  const [first] = prompt;
  if (typeof prompt === 'string' || typeof first === 'number') return prompt as string | number[];
  return first as string | number[];
}

/** One message of a chat. */
interface ChatMessage {
  role: string;
  content: string;
}

/**
 * GPT-2 has no chat template of its own; this plain one is used: each message on its own lines as `role: content`, and
 * `assistant:` at the end for the model to go on from.
 */
function chatPrompt(messages: readonly ChatMessage[]): string {
  return `${messages.map(({ role, content }) => `${role}: ${content}\n`).join('')}assistant:`;
}
