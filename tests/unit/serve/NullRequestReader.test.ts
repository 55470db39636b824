import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryBudget } from '../../../main/serve/GatheredBytes.ts';
import { type NullRequest, NullRequestReader, nullAnswer } from '../../../main/serve/null/nullAnswer.ts';
import { ApiError } from '../../../main/serve/openai/CompletionDocuments.ts';

function wire(body: string, head = ''): string {
  return `POST /v1/completions HTTP/1.1\r\nHost: x\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** What a reader gives of a connection's bytes, which come in pieces. */
function read(pieces: readonly (Buffer | string)[], budget = new MemoryBudget(Infinity)): (NullRequest | ApiError)[] {
  const reader = new NullRequestReader(budget);
  const all: (NullRequest | ApiError)[] = [];
  for (const piece of pieces) {
    reader.push(Buffer.from(piece));
    for (let next = reader.next(); next !== undefined; next = reader.next()) {
      all.push(next);
      if (next instanceof ApiError) return all;
    }
  }
  return all;
}

function answerTo(path: string, body: string, method = 'POST'): string {
  const head = { method, path, host: 'x', origin: undefined, contentType: 'application/json' };
  return nullAnswer({ head: { ...head, isLast: false, headBytes: 0, bodyBytes: 0 }, body }).bytes.toString();
}

describe('NullRequestReader', () => {
  it('gives the same requests wherever the bytes are split, and keeps nothing of them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), fc.array(fc.nat(500)), (texts, cuts) => {
        const bodies = texts.map((text) => Buffer.from(text).toString());
        const bytes = Buffer.from(bodies.map((body) => wire(body)).join(''));
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const budget = new MemoryBudget(Infinity);
        const given = read(
          places.slice(1).map((end, index) => bytes.subarray(places[index], end)),
          budget,
        );
        expect(given.map((request) => (request instanceof ApiError ? request : request.body))).toEqual(bodies);
        expect(budget.takenBytes).toBe(0);
      }),
    );
  });

  it.each([
    ['nonsense\r\n\r\n', 400],
    ['GET / HTTP/1.0\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n', 400],
    [wire('', 'Content-Length: 0\r\n'), 400],
    [wire('', 'X: a\r\n folded: b\r\n'), 400],
    [wire('', 'X : a\r\n'), 400],
    ['POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n1', 400],
    ['POST / HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\n1', 400],
    ['POST / HTTP/1.1\r\nContent-Length: 0x1\r\n\r\n1', 400],
    ['POST / HTTP/1.1\r\nContent-Length: \r\n\r\n', 400],
    [wire('', 'Transfer-Encoding: chunked\r\n'), 411],
    ['POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n', 413],
    [`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`, 431],
  ])('refuses what it does not read, or another could read in another way (case %#)', (text, status) => {
    expect(read([text])).toMatchObject([{ status }]);
  });

  it('sees that a request is the last', () => {
    expect(read([wire('', 'Connection: Close\r\n')])).toMatchObject([{ head: { isLast: true } }]);
  });

  it('keeps at most about twice what came, however small the pieces are', () => {
    const budget = new MemoryBudget(100_000);
    const reader = new NullRequestReader(budget);
    reader.push(Buffer.from('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n'));
    let bytes = 0;
    while (reader.push(Buffer.from('x'))) bytes += 1;
    expect(budget.takenBytes).toBeLessThan(4 * bytes);
    expect(bytes).toBeGreaterThan(100_000 / 4);
    reader.clear();
    expect(budget.takenBytes).toBe(0);
  });
});

describe('nullAnswer', () => {
  it('has as many tokens as were asked for', () => {
    const body = JSON.stringify({ model: 'm', prompt: 'one two', max_tokens: 3, stream: true });
    const text = answerTo('/v1/completions', body);
    expect(text.match(/"text":" null"/g)).toHaveLength(3);
    expect(text.endsWith('data: [DONE]\n\n\r\n0\r\n\r\n')).toBe(true);
    const plain = answerTo('/v1/completions', body.replace('true', 'false'));
    expect(plain).toContain('"usage":{"prompt_tokens":2,"completion_tokens":3,"total_tokens":5}');
  });

  it('refuses what is wrong', () => {
    expect(answerTo('/v1/completions', '{')).toContain('HTTP/1.1 400 ');
    expect(answerTo('/nothing', '')).toContain('HTTP/1.1 404 ');
    expect(answerTo('/health', '')).toContain('HTTP/1.1 405 ');
    expect(answerTo('/v1/completions', '', 'GET')).toContain('HTTP/1.1 405 ');
    expect(answerTo('/health', '', 'HEAD').endsWith('Content-Length: 0\r\n\r\n')).toBe(true);
  });
});
