import { randomBytes, randomInt } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { longestTokenBytes } from '../../text/Tokenizer.ts';
import { TextPieces } from '../text/TextPieces.ts';
import {
  ApiError,
  CompletionDocuments,
  encodeEvent,
  endMark,
  type FinishReason,
  usageOf,
} from './CompletionDocuments.ts';
import type { CompletionRequest } from './CompletionRequest.ts';
import type { ServedModel } from './ServedModel.ts';

/**
 * Has a completion made and answers with it, whole or as a stream. When the client goes away the engine is told to stop.
 * So it is when the client does not read: what it leaves lying would fill the memory.
 * A failure after a stream has begun is an event with an error, and the stream ends without its end mark.
 *
 * @param untakenBytes most that a client may leave lying of a stream.
 * @throws {ApiError} for a failure before anything of the answer was written.
 */
export async function answerCompletion(
  request: CompletionRequest,
  served: ServedModel,
  response: ServerResponse,
  untakenBytes: number,
): Promise<void> {
  const prompt = promptTokens(request, served);
  const id = randomBytes(12).toString('hex');
  const documents = new CompletionDocuments(request.chat, served.id, id, Math.floor(Date.now() / 1000));
  const pieces = new TextPieces(request.stops);
  let text = '';
  const show = (piece: string): void => {
    if (piece === '') return;
    if (!request.stream) text += piece;
    else if (!response.write(encodeEvent(documents.text(piece))) && response.writableLength > untakenBytes) {
      response.req.socket.destroy();
    }
  };
  if (request.stream) {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
    const role = documents.role();
    if (role === undefined) response.flushHeaders();
    else response.write(encodeEvent(role));
  }
  try {
    const { finishReason, made } = await generate(request, prompt, served, response, pieces, show);
    show(pieces.end());
    const usage = usageOf(prompt.length, made);
    if (!request.stream) {
      sendJson(response, 200, documents.answer(text, finishReason, usage));
      return;
    }
    const last = request.includeUsage ? encodeEvent(documents.usage(usage)) : '';
    response.end(encodeEvent(documents.finish(finishReason)) + last + endMark);
  } catch (error) {
    if (!(error instanceof ApiError) || !request.stream) throw error;
    response.end(encodeEvent(error.body));
  }
}

/** Writes a document as the whole answer. */
export function sendJson(response: ServerResponse, status: number, document: unknown): void {
  const body = JSON.stringify(document);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Resolves when all tokens are made, a stop string has come or the client has gone. */
function generate(
  request: CompletionRequest,
  prompt: number[],
  served: ServedModel,
  response: ServerResponse,
  pieces: TextPieces,
  show: (piece: string) => void,
): Promise<{ finishReason: FinishReason; made: number }> {
  const { maxOutputTokens, temperature, topP } = request;
  const seed = request.seed ?? randomInt(2 ** 32 - 1);
  let made = 0;
  return new Promise((resolve, reject) => {
    const cancel = served.channel.generate(
      { prompts: [prompt], maxOutputTokens, temperature, topP, seed, stream: true },
      {
        onToken: (token) => {
          // What the engine made between the stop string and its cancellation belongs to nobody.
          if (pieces.stopped) return;
          made += 1;
          show(pieces.push(served.tokenizer.bytesOf(token)));
          if (pieces.stopped) cancel();
        },
        onDone: () => resolve({ finishReason: pieces.stopped ? 'stop' : 'length', made }),
        onError: (kind, message) => {
          const isClients = kind === 'badRequest' || kind === 'contextExceeded';
          reject(new ApiError(isClients ? 400 : 500, `The engine could not answer: ${message}`, null, kind));
        },
      },
    );
    response.once('close', cancel);
  });
}

/**
 * The prompt as tokens of the model, with room for the output.
 *
 * @throws {ApiError} 404 for another model, 400 for a token that it does not have or a context that is exceeded.
 */
export function promptTokens(request: CompletionRequest, served: ServedModel): number[] {
  if (request.model !== served.id) {
    const message = `The model '${request.model}' does not exist. This server has '${served.id}'.`;
    throw new ApiError(404, message, 'model', 'model_not_found');
  }
  const { prompt, maxOutputTokens } = request;
  const param = request.chat ? 'messages' : 'prompt';
  // A text as long as this cannot fit, and encoding it would hold up the others.
  const tooLong = typeof prompt === 'string' && prompt.length > served.maximumContextTokens * longestTokenBytes;
  const tokens = tooLong ? [] : typeof prompt === 'string' ? served.tokenizer.encode(prompt) : prompt;
  const foreign = tokens.find((token) => token >= served.vocabulary);
  if (foreign !== undefined) {
    throw new ApiError(400, `${foreign} is no token of this model: it has 0 to ${served.vocabulary - 1}.`, param);
  }
  if (tooLong || tokens.length + maxOutputTokens > served.maximumContextTokens) {
    const asked = tooLong ? 'far more' : `${tokens.length + maxOutputTokens} tokens`;
    const parts = tooLong ? 'in the prompt' : `${tokens.length} in the prompt, ${maxOutputTokens} in the completion`;
    const message = `This model's maximum context length is ${served.maximumContextTokens} tokens. However, you requested ${asked} (${parts}).`;
    throw new ApiError(400, message, param, 'context_length_exceeded');
  }
  return tokens;
}
