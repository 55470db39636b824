import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHead, ReplyParser } from '../../../../main/runner/transport/http/ReplyParser.ts';

interface Read {
  heads: [status: number, contentType: string, isKept: boolean][];
  body: string;
  ends: number;
  extraBytes: number;
}

/** Reads one reply from pieces; whether the connection ended after them. */
function read(pieces: readonly Buffer[], isEnded = false): Read {
  const result: Read = { heads: [], body: '', ends: 0, extraBytes: 0 };
  const parser = new ReplyParser({
    onHead: ({ status, contentType, isKept }) => result.heads.push([status, contentType, isKept]),
    onBody: (piece) => {
      result.body += piece.toString('latin1');
    },
    onEnd: () => {
      result.ends += 1;
    },
  });
  parser.begin();
  for (const piece of pieces) result.extraBytes += parser.push(piece);
  if (isEnded) parser.finish();
  return result;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const readText = (text: string, isEnded = false): Read => read([bytes(text)], isEnded);
const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';

describe('ReplyParser', () => {
  it.each([
    [
      'a length',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello',
      [200, 'text/plain', true],
      'hello',
    ],
    ['no body at all', 'HTTP/1.1 204 No Content\r\n\r\n', [204, '', true], ''],
    ['a length of nothing', 'HTTP/1.1 500 \r\ncontent-length:0\r\n\r\n', [500, '', true], ''],
    ['a status without words', 'HTTP/1.1 200\r\ncontent-length: 1\r\n\r\nx', [200, '', true], 'x'],
    ['chunks', `${chunked}5\r\nhello\r\n6;name=value\r\n world\r\n0\r\n\r\n`, [200, '', true], 'hello world'],
    [
      'chunks and trailers',
      `${chunked}A\r\n0123456789\r\n000\r\nDigest: x\r\nOther: y\r\n\r\n`,
      [200, '', true],
      '0123456789',
    ],
    [
      'a connection that is closed after it',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx',
      [200, '', false],
      'x',
    ],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx', [200, '', false], 'x'],
    [
      'HTTP/1.0 that keeps',
      'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx',
      [200, '', true],
      'x',
    ],
    [
      'a head before the head',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx',
      [200, '', true],
      'x',
    ],
  ] as const)('reads a reply with %s, in one piece and byte by byte', (_, text, head, body) => {
    const whole = { heads: [[...head]], body, ends: 1, extraBytes: 0 };
    expect(readText(text)).toEqual(whole);
    expect(read([...bytes(text)].map((byte) => Buffer.from([byte])))).toEqual(whole);
  });

  it('reads a body without a length until the connection ends, and calls nothing else whole that is cut', () => {
    const open = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n';
    expect(readText(open)).toMatchObject({ body: 'data: 1\n\n', ends: 0 });
    expect(readText(open, true)).toMatchObject({ heads: [[200, 'text/event-stream', false]], ends: 1 });
    for (const cut of [
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell',
      `${chunked}5\r\nhello\r\n0\r\n`,
      'HTTP/1.1 200 OK\r\n',
    ]) {
      expect(readText(cut, true).ends).toBe(0);
    }
  });

  it('counts what comes behind a reply', () => {
    const reply = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
    expect(readText(`${reply}${reply}`)).toMatchObject({ body: 'ok', ends: 1, extraBytes: reply.length });
    expect(readText(`${chunked}0\r\n\r\nmore`)).toMatchObject({ ends: 1, extraBytes: 4 });
  });

  it.each([
    ['what is no HTTP', 'SSH-2.0-OpenSSH\r\n', 'NOT_HTTP'],
    ['a beginning that is no HTTP, before its line is there', 'hello', 'NOT_HTTP'],
    ['another version', 'HTTP/2 200\r\n\r\n', 'NOT_HTTP'],
    ['a status that is none', 'HTTP/1.1 2000 OK\r\n\r\n', 'NOT_HTTP'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n', 'NOT_HTTP'],
    ['a name with a space before its colon', 'HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\n', 'NOT_HTTP'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx', 'NOT_HTTP'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 'NOT_HTTP'],
    ['a coding that it does not know', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 'NOT_HTTP'],
    ['a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', 'NOT_HTTP'],
    ['a length beyond all numbers', `HTTP/1.1 200 OK\r\nContent-Length: ${'9'.repeat(30)}\r\n\r\n`, 'NOT_HTTP'],
    ['a chunk without a size', `${chunked}\r\n`, 'NOT_HTTP'],
    ['a size that is no number', `${chunked}xyz\r\n`, 'NOT_HTTP'],
    ['a size beyond all numbers', `${chunked}${'f'.repeat(20)}\r\n`, 'NOT_HTTP'],
    ['a chunk longer than its size', `${chunked}2\r\nhello\r\n`, 'NOT_HTTP'],
    ['a line that does not end as it must', `${chunked}2\nhe\r\n`, 'NOT_HTTP'],
    ['a line without an end', `${chunked}1;${'x'.repeat(5000)}`, 'NOT_HTTP'],
    ['a head without an end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(70_000)}`, 'HEAD_TOO_LARGE'],
  ])('refuses %s, in one piece and byte by byte', (_, text, code) => {
    expect(() => readText(text)).toThrow(expect.objectContaining({ code }));
    expect(() => read([...bytes(text)].map((byte) => Buffer.from([byte])))).toThrow(expect.objectContaining({ code }));
  });

  it('reads a second reply with the same head, and one with another', () => {
    const result: string[] = [];
    const parser = new ReplyParser({
      onHead: ({ status }) => result.push(String(status)),
      onBody: (piece) => result.push(piece.toString()),
      onEnd: () => result.push('end'),
    });
    for (const [status, body] of [
      [200, 'a'],
      [200, 'b'],
      [404, 'c'],
      [200, 'd'],
    ] as const) {
      parser.begin();
      expect(parser.push(bytes(`HTTP/1.1 ${status} X\r\nContent-Length: 1\r\n\r\n${body}`))).toBe(0);
    }
    expect(result).toEqual(['200', 'a', 'end', '200', 'b', 'end', '404', 'c', 'end', '200', 'd', 'end']);
  });

  it('tells nothing more of a reply that was given up in the middle', () => {
    let bodies = 0;
    const parser = new ReplyParser({
      onHead: () => undefined,
      onBody: () => {
        bodies += 1;
        parser.cancel();
      },
      onEnd: () => expect.unreachable('it was given up'),
    });
    parser.begin();
    parser.push(bytes(`${chunked}1\r\na\r\n1\r\nb\r\n0\r\n\r\n`));
    expect(bodies).toBe(1);
  });

  it('reads any body the same, however it is sent and split', () => {
    const body = fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text));
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(body, sizes, sizes, fc.boolean(), (content, chunkSizes, pieceSizes, isChunked) => {
        const parts = cut(content, chunkSizes);
        const sent = isChunked
          ? Buffer.concat([
              bytes(chunked),
              ...parts.flatMap((part) => [bytes(`${part.length.toString(16)}\r\n`), part, bytes('\r\n')]),
              bytes('0\r\n\r\n'),
            ])
          : Buffer.concat([bytes(`HTTP/1.1 200 OK\r\ncontent-length: ${content.length}\r\n\r\n`), content]);
        expect(read(cut(sent, pieceSizes))).toEqual({
          heads: [[200, '', true]],
          body: content.toString('latin1'),
          ends: 1,
          extraBytes: 0,
        });
      }),
    );
  });

  it('never does more than refuse what is no reply', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, begins) => {
        try {
          read([Buffer.concat([bytes(begins ? chunked : ''), noise])], true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'NOT_HTTP' });
        }
      }),
    );
  });
});

describe('parseHead', () => {
  it('takes names in any case, and values without the spaces around them', () => {
    expect(parseHead('HTTP/1.1 200 OK\r\nCONTENT-type: \t a; b=c \t\r\ncontent-LENGTH:7')).toEqual({
      status: 200,
      contentType: 'a; b=c',
      body: 7,
      isKept: true,
    });
  });
});

/** In parts of these sizes, again and again. */
function cut(whole: Buffer, sizes: readonly number[]): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, turn = 0; at < whole.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    parts.push(whole.subarray(at, at + size));
    at += size;
  }
  return parts;
}
