import { ApiError } from '../openai/ApiError.ts';
import { CompletionDocuments, usageOf } from '../openai/CompletionDocuments.ts';
import { type CompletionRequest, parseCompletionRequest } from '../openai/CompletionRequest.ts';
import { encodeEvent, endMark } from '../openai/encodeEvent.ts';
import type { NullRequest } from './NullRequestReader.ts';

/** The id of the only model; any other name is answered to as well. */
export const nullModel = 'null';
const word = ' null';
/** Answers that were made are kept: a load asks for the same ones again and again. */
const mostKept = 256;
/** A longer answer is no calibration, and would take the memory of this process. */
const maximumOutputTokens = 16_384;
const kept = new Map<string, Buffer>();

/** The whole answer to a request, head included. Every token is `" null"`, as many as were asked for. */
export function nullAnswer({ path, body }: NullRequest): Buffer {
  const route = path.split('?', 1)[0];
  if (route === '/health') return reply(200, '{"status":"ok"}');
  if (route === '/v1/models') {
    const data = [{ id: nullModel, object: 'model', created: 0, owned_by: 'inferneo-bench' }];
    return reply(200, JSON.stringify({ object: 'list', data }));
  }
  const chat = route === '/v1/chat/completions';
  try {
    if (!chat && route !== '/v1/completions') throw new ApiError(404, 'There is no such route');
    return completion(parseCompletionRequest(chat, body));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return reply(error.status, JSON.stringify(error.body));
  }
}

/** An answer with a status and a JSON body. */
export function reply(status: number, body: string, type = 'application/json'): Buffer {
  const bytes = Buffer.byteLength(body);
  return Buffer.from(`HTTP/1.1 ${status} Null\r\nContent-Type: ${type}\r\nContent-Length: ${bytes}\r\n\r\n${body}`);
}

function completion(request: CompletionRequest): Buffer {
  const { chat, stream, includeUsage, maxOutputTokens, model } = request;
  if (maxOutputTokens > maximumOutputTokens) {
    throw new ApiError(400, `At most ${maximumOutputTokens} output tokens can be had`, 'max_tokens');
  }
  const promptTokens =
    typeof request.prompt === 'string' ? request.prompt.trim().split(/\s+/).length : request.prompt.length;
  const key = `${chat} ${stream} ${includeUsage} ${maxOutputTokens} ${promptTokens} ${model}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const documents = new CompletionDocuments(chat, model, nullModel, 0);
  const usage = usageOf(promptTokens, maxOutputTokens);
  const answer = stream
    ? streamReply(documents, maxOutputTokens, includeUsage ? encodeEvent(documents.usage(usage)) : '')
    : reply(200, JSON.stringify(documents.answer(word.repeat(maxOutputTokens), 'length', usage)));
  if (kept.size < mostKept) kept.set(key, answer);
  return answer;
}

function streamReply(documents: CompletionDocuments, tokens: number, last: string): Buffer {
  const role = documents.role();
  const first = role === undefined ? '' : chunk(encodeEvent(role));
  const texts = chunk(encodeEvent(documents.text(word))).repeat(tokens);
  const end = chunk(encodeEvent(documents.finish('length')) + last + endMark);
  const head = 'HTTP/1.1 200 Null\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
  return Buffer.from(`${head}${first}${texts}${end}0\r\n\r\n`);
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}
