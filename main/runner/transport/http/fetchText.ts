import type { Redactor } from '../../../../core/secrets/Redactor.ts';
import { KeptBytes } from '../KeptBytes.ts';
import { HttpConnection } from './HttpConnection.ts';
import { httpFailure } from './httpFailure.ts';
import { serverAddress } from './openSocket.ts';

type FetchedText = { isOk: true; status: number; body: string } | { isOk: false; kind: string; example: string };

/** Of a longer body the rest is not read. */
const largestBodyBytes = 2 ** 20;

/** Gets a page of a server, on a connection of its own, until the signal ends it. Never rejects. */
export function fetchText(
  url: string,
  path: string,
  headers: Record<string, string>,
  redactor: Redactor,
  signal: AbortSignal,
): Promise<FetchedText> {
  const { origin, basePath } = serverAddress(url);
  return new Promise((resolve) => {
    const ignore = (): void => undefined;
    const connection = new HttpConnection({ origin, habits: { closesAfterReply: false }, onUnasked: ignore });
    const kept = new KeptBytes();
    let status = 0;
    const finish = (result: FetchedText): void => {
      signal.removeEventListener('abort', giveUp);
      connection.close();
      resolve(result);
    };
    const giveUp = (): void => finish({ isOk: false, kind: 'no-answer', example: `nothing came from ${path}` });
    if (signal.aborted) {
      giveUp();
      return;
    }
    signal.addEventListener('abort', giveUp);
    connection.send(
      { method: 'GET', path: `${basePath}${path}`, headers },
      {
        onStatus: (told) => {
          status = told;
        },
        onBody: (piece) => {
          if (kept.length + piece.length <= largestBodyBytes) kept.append(piece);
          else finish({ isOk: false, kind: 'too-large', example: `${path} has more than ${largestBodyBytes} bytes` });
        },
        onEnd: () => finish({ isOk: true, status, body: kept.bytes.toString() }),
        onFailure: (error) => finish({ isOk: false, ...httpFailure(error, redactor) }),
        onReconnect: ignore,
        onBytes: ignore,
      },
    );
  });
}
