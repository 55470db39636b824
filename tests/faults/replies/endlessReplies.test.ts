import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ReplyLimits } from '../../../main/runner/targets/openai/ReplyLimits.ts';
import { chunks, event, goodStream, HostileServer, lastChunk, piece, streamHead } from './HostileServer.ts';
import { measureHere } from './measureHere.ts';

let server: HostileServer | undefined;

afterEach(() => server?.close());

/** Writes as fast as it is read, until nobody reads any more; to be safe no more than 256 MiB. */
async function writeForEver(socket: Socket, text: string): Promise<void> {
  const bytes = Buffer.from(text.repeat(Math.ceil(65_536 / text.length)));
  for (let written = 0; !socket.destroyed && written < 2 ** 28; written += bytes.length) {
    await new Promise((resolve) => socket.write(bytes, resolve));
  }
}

const jsonHead = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
const limits = new ReplyLimits(4, 1);

describe('a reply without end', () => {
  it.each([
    ['text', streamHead, chunks(piece('a')), 'too-many-events'],
    ['text, many events a chunk', streamHead, chunks(piece('a').repeat(500)), 'too-many-events'],
    ['events that say nothing', streamHead, chunks(event({})), 'too-many-events'],
    ['comments', streamHead, chunks(': still here\n\n'.repeat(100)), 'too-large'],
    ['end marks', streamHead, chunks(event('[DONE]').repeat(100)), 'too-large'],
    ['one event', streamHead, chunks('data: '.padEnd(5000, 'x')), 'too-large'],
    ['a body', jsonHead, chunks('{"choices":['.repeat(100)), 'too-large'],
    ['heads', '', 'HTTP/1.1 102 Processing\r\n\r\n', 'too-large'],
    [
      'trailers',
      streamHead + chunks(piece('a', 'length'), event('[DONE]')) + lastChunk.slice(0, -2),
      'x: y\r\n',
      'too-large',
    ],
    ['words beside sizes of chunks', streamHead, `1;${'x'.repeat(1000)}\r\n\n\r\n`, 'too-large'],
    ['a page of an error', jsonHead.replace('200', '500'), chunks('no '.repeat(100)), 'too-large'],
  ])('of %s is refused as that, and its connection given up', async (_, head, text, kind) => {
    server = await HostileServer.start({
      onRequest: (socket, index) => {
        if (index % 2 === 1) socket.write(goodStream);
        else {
          socket.write(head);
          void writeForEver(socket, text);
        }
      },
    });
    const { end, rows, outcomes } = await measureHere(server.url, { requestLimit: 4 });
    expect(outcomes).toEqual([kind, 'ok', kind, 'ok']);
    expect(server.requests).toBe(4);
    expect(end.facts?.errorKinds[0]?.example).toMatch(/more than \d+ (events|bytes)/);
    for (const { contentEvents, gapsMs, receivedBytes } of rows) {
      expect(contentEvents).toBeLessThanOrEqual(limits.events);
      expect(gapsMs.length).toBeLessThanOrEqual(limits.events);
      // Framing and what was read in one go come on top.
      expect(receivedBytes).toBeLessThan(limits.streamBytes * 3);
    }
  });

  it('leaves room for servers that send an event for each character, and keep a long wait alive once a second', async () => {
    const tokens = 40;
    const waits = chunks(event({ choices: [] })).repeat(600);
    const characters = chunks(piece('a')).repeat(tokens * 12);
    const end = goodStream.slice(streamHead.length);
    server = await HostileServer.start({ onRequest: (socket) => socket.write(streamHead + waits + characters + end) });
    const { outcomes } = await measureHere(server.url, { requestLimit: 2, outputTokens: tokens });
    expect(outcomes).toEqual(['ok', 'ok']);
  });
});
