import type { IncomingMessage } from 'node:http';
import { GatheredBytes, type MemoryBudget } from '../GatheredBytes.ts';
import { ApiError } from './ApiError.ts';

/** A prompt of a million tokens fits. */
export const maximumBodyBytes = 8 * 1024 * 1024;

/**
 * The body of a request. One that is too large is not read to its end, and its connection stays whole for the refusal.
 *
 * @param budget what bodies that have not come whole are kept from.
 * @throws {ApiError} 413 as soon as the body is known to be too large, 503 when the budget is exceeded, 400 when the
 * client breaks off.
 */
export function readBody(request: IncomingMessage, budget: MemoryBudget): Promise<string> {
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
      refuse(new ApiError(413, `The body may have at most ${maximumBodyBytes} bytes`));
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
