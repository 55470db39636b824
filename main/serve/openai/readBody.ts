import type { IncomingMessage } from 'node:http';
import { ApiError } from './ApiError.ts';

/** Of a body, for each token of the context: the longest token's text fits, with each of its bytes written as an escape. */
const bytesPerToken = 1024;
/** For all that stands beside the prompt. */
const leastBytes = 65_536;

/**
 * The body of a request. One that is too large is not read to its end, and its connection stays whole for the refusal.
 *
 * @param contextTokens what the model can hold: a body may have 1 KiB for each, and 64 KiB in any case.
 * @throws {ApiError} 413 as soon as the body is known to be too large, 400 when the client breaks off.
 */
export function readBody(request: IncomingMessage, contextTokens: number): Promise<string> {
  const maximumBodyBytes = leastBytes + bytesPerToken * contextTokens;
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const fits = (wantedBytes: number): boolean => {
      if (wantedBytes <= maximumBodyBytes) return true;
      request.pause();
      request.removeAllListeners('data');
      reject(
        new ApiError(
          413,
          `The body may have at most ${maximumBodyBytes} bytes: more cannot fit into a context of ${contextTokens} tokens`,
        ),
      );
      return false;
    };
    if (!fits(Number(request.headers['content-length'] ?? 0))) return;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (fits(bytes)) pieces.push(piece);
    });
    request.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    request.on('error', (error) => reject(new ApiError(400, `The body broke off: ${error.message}`)));
  });
}
