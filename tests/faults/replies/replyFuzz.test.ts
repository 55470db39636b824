import { describe, expect, it } from 'vitest';
import { chunks, event, lastChunk, streamHead } from './HostileServer.ts';
import { fuzzReplies, hasRecordings, ownReplies, recordedReplies, told } from './replyFuzz.ts';

describe('damaged replies', () => {
  it('are all told of whole before anything is damaged', () => {
    const ends = ownReplies.map(({ bytes, batchSize }) => told([bytes], batchSize).at(-1)?.slice(0, 3));
    expect(ends).toEqual([
      ['ended', true, 4],
      ['failed', true, 'error-event'],
      ['failed', true, 'error-event'],
      ['ended', true, 2],
      ['ended', true, 2],
      ['failed', true, 'http-401'],
      ['failed', true, 'http-503'],
      ['failed', true, 'empty-reply'],
      ['ended', true, 6],
    ]);
  });

  it.each([10_000, 100_000])('may be errors that are nested %i deep', (depth) => {
    const error = `{"error":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    for (const status of ['200 OK', '500 Internal Server Error']) {
      const head = `HTTP/1.1 ${status}\r\nContent-Length: ${error.length}\r\n\r\n`;
      expect(told([Buffer.from(head + error)], 1)).toHaveLength(1);
    }
    expect(told([Buffer.from(streamHead + chunks(event(error)) + lastChunk)], 1)).toEqual([
      ['failed', true, 'error-event', 'what it says is nested too deep to be shown'],
    ]);
  });

  it('end once, throw nothing foreign, and read the same however they are split', () => {
    fuzzReplies(ownReplies, 1000, 1);
  });

  it.skipIf(!hasRecordings)('do so, too, where they were real servers’ (skipped without ../shared/openai)', () => {
    const corpus = recordedReplies();
    expect(corpus.length).toBeGreaterThan(40);
    fuzzReplies(corpus, 1000, 100_000);
  });
});
