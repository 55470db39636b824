import type { IncomingMessage } from 'node:http';
import { GatheredBytes, type MemoryBudget } from '../GatheredBytes.ts';
import { ApiError } from './ApiError.ts';

/** Of a body, for each token of the context: the longest token's text fits, with each of its bytes written as an escape. */
const bytesPerToken = 1024;
/** For all that stands beside the prompt. */
const leastBytes = 65_536;

/**
 * The body of a request. One that is too large is not read to its end, and its connection stays whole for the refusal.
 *
 * @param budget what bodies that have not come whole are kept from.
 * @param contextTokens what the model can hold: a body may have 1 KiB for each, and 64 KiB in any case.
 * @throws {ApiError} 413 as soon as the body is known to be too large, 503 when the budget is exceeded, 400 when the
 * client breaks off.
 */
export function readBody(request: IncomingMessage, budget: MemoryBudget, contextTokens: number): Promise<string> {
  const maximumBodyBytes = leastBytes + bytesPerToken * contextTokens;
  return new Promise((resolve, reject) => {
    const kept = new GatheredBytes(budget);
    const refuse = (error: ApiError): void => {
      request.pause();
      request.removeAllListeners('data');
      kept.clear();
      reject(error);
    };
    const fits = (wantedBytes: number): boolean => {
      if (wantedBytes <= maximumBodyBytes) return true;
      const limit = `more cannot fit into a context of ${contextTokens} tokens`;
      refuse(new ApiError(413, `The body may have at most ${maximumBodyBytes} bytes: ${limit}`));
      return false;
    };
    if (!fits(Number(request.headers['content-length'] ?? 0))) return;
    request.on('data', (piece: Buffer) => {
      if (!fits(kept.length + piece.length) || kept.push(piece)) return;
      refuse(new ApiError(503, 'Other requests take all the memory. Try again later.', null, 'memory_full'));
    });
    request.on('end', () => {
      resolve(kept.text('utf8', 0, kept.length));
      kept.clear();
    });
    request.on('error', (error) => {
      kept.clear();
      reject(new ApiError(400, `The body broke off: ${error.message}`));
    });
  });
}
