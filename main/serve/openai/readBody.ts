import type { IncomingMessage } from 'node:http';
import { ApiError } from './ApiError.ts';

/** A prompt of a million tokens fits. */
export const maximumBodyBytes = 8 * 1024 * 1024;

/**
 * The body of a request. One that is too large is not read to its end, and its connection stays whole for the refusal.
 *
 * @throws {ApiError} 413 as soon as the body is known to be too large, 400 when the client breaks off.
 */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const fits = (wantedBytes: number): boolean => {
      if (wantedBytes <= maximumBodyBytes) return true;
      request.pause();
      request.removeAllListeners('data');
      reject(new ApiError(413, `The body may have at most ${maximumBodyBytes} bytes`));
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
