import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NullRequestReader } from '../../../main/serve/null/NullRequestReader.ts';
import { nullAnswer } from '../../../main/serve/null/nullAnswer.ts';

function wire(body: string, head = ''): string {
  return `POST /v1/completions HTTP/1.1\r\nHost: x\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

describe('NullRequestReader', () => {
  it('gives the same requests wherever the bytes are split', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), fc.array(fc.nat(500)), (texts, cuts) => {
        const bodies = texts.map((text) => Buffer.from(text).toString());
        const bytes = Buffer.from(bodies.map((body) => wire(body)).join(''));
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const reader = new NullRequestReader();
        const read = places.slice(1).flatMap((end, index) => {
          const { requests, refusal } = reader.push(bytes.subarray(places[index], end));
          expect(refusal).toBeUndefined();
          return requests;
        });
        expect(read.map(({ body }) => body)).toEqual(bodies);
      }),
    );
  });

  it.each([
    ['nonsense\r\n\r\n', 400],
    ['GET / HTTP/1.0\r\n\r\n', 400],
    [wire('', 'Transfer-Encoding: chunked\r\n'), 411],
    ['POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n', 413],
    [`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`, 431],
  ])('refuses what it does not read (case %#)', (text, refusal) => {
    expect(new NullRequestReader().push(Buffer.from(text)).refusal).toBe(refusal);
  });

  it('sees that a request is the last', () => {
    expect(new NullRequestReader().push(Buffer.from(wire('', 'Connection: Close\r\n'))).requests[0]?.isLast).toBe(true);
  });
});

describe('nullAnswer', () => {
  it('has as many tokens as were asked for', () => {
    const body = JSON.stringify({ model: 'm', prompt: 'one two', max_tokens: 3, stream: true });
    const text = nullAnswer({ path: '/v1/completions', body, isLast: false }).toString();
    expect(text.match(/"text":" null"/g)).toHaveLength(3);
    expect(text.endsWith('data: [DONE]\n\n\r\n0\r\n\r\n')).toBe(true);
    const plain = nullAnswer({
      path: '/v1/completions',
      body: body.replace('true', 'false'),
      isLast: false,
    }).toString();
    expect(plain).toContain('"usage":{"prompt_tokens":2,"completion_tokens":3,"total_tokens":5}');
  });

  it('refuses what is wrong', () => {
    expect(nullAnswer({ path: '/v1/completions', body: '{', isLast: false }).toString()).toContain('HTTP/1.1 400 ');
    expect(nullAnswer({ path: '/nothing', body: '', isLast: false }).toString()).toContain('HTTP/1.1 404 ');
  });
});
