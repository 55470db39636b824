import { afterEach, describe, expect, it } from 'vitest';
import { chunks, event, goodStream, HostileServer, lastChunk, piece, streamHead } from './HostileServer.ts';
import { measureHere } from './measureHere.ts';

let server: HostileServer | undefined;

afterEach(() => server?.close());

const error = event({ error: { message: 'out of memory', type: 'server_error', code: 500 } });
const huge = piece('x'.repeat(2 ** 20));

describe('what is left of a stream that failed is nobody’s reply', () => {
  it.each([
    ['an error and the end mark in one chunk', chunks(error + event('[DONE]')) + lastChunk, 'error-event'],
    ['an error and the end mark in two chunks', chunks(error, event('[DONE]')) + lastChunk, 'error-event'],
    ['two errors', chunks(error + error) + lastChunk, 'error-event'],
    ['an error and a whole good stream', chunks(error) + goodStream.slice(streamHead.length), 'error-event'],
    ['an error and more text', chunks(error + piece('a') + piece('b') + piece('c', 'stop')) + lastChunk, 'error-event'],
    [
      'text, a broken event and more text',
      chunks(piece('a') + event('{"choices":[') + piece('b') + piece('c', 'stop')) + lastChunk,
      'bad-event',
    ],
    ['an event without end and more text', chunks(huge + piece('b') + piece('c', 'stop')) + lastChunk, 'too-large'],
    ['a broken chunk behind an error', `${chunks(error)}zz\r\n`, 'error-event'],
  ])('%s', async (_, body, kind) => {
    server = await HostileServer.start({
      onRequest: (socket, index) => socket.write(index % 2 === 0 ? streamHead + body : goodStream),
    });
    const { end, rows, outcomes } = await measureHere(server.url, { requestLimit: 16, load: { concurrency: 2 } });
    expect(server.requests).toBe(16);
    expect(outcomes).toHaveLength(16);
    expect(outcomes.filter((outcome) => outcome === kind)).toHaveLength(8);
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(8);
    expect(end.facts?.errorKinds.map((each) => each.kind)).toEqual([kind]);
    for (const { outcome, endMs, firstTokenMs, actualStartMs, contentEvents, outputTokens } of rows) {
      expect(endMs).toBeGreaterThan(actualStartMs);
      if (outcome === 'ok') expect({ contentEvents, outputTokens }).toEqual({ contentEvents: 4, outputTokens: 4 });
      if (contentEvents > 0) expect(firstTokenMs).toBeGreaterThan(actualStartMs);
      else expect(firstTokenMs).toBeNaN();
    }
  });
});
