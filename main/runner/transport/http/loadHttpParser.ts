import { Socket } from 'node:net';
import { Client } from 'undici';

/**
 * Has undici compile its HTTP parser, which it does on its first connection and which takes about 5 ms: before a
 * measurement, so that the first request does not pay for it. Nothing is connected.
 */
export function loadHttpParser(): Promise<void> {
  const socket = new Socket();
  const client = new Client('http://127.0.0.1', {
    // Later and not at once: undici ignores a connection that comes while it is still asking for one.
    connect: (_, callback) => queueMicrotask(() => callback(null, socket)),
  });
  return new Promise((resolve) => {
    client.on('connect', () => {
      socket.destroy();
      void client.destroy().then(() => resolve());
    });
    const ignored = (): void => undefined;
    client.dispatch({ method: 'GET', path: '/' }, { onRequestStart: ignored, onResponseError: ignored });
  });
}
