import { describe, expect, it } from 'vitest';
import { RequestWriter } from '../../../../main/runner/transport/http/RequestWriter.ts';

const requestBytes = (request: Parameters<RequestWriter['bytesOf']>[0], host: string): Buffer =>
  new RequestWriter(host).bytesOf(request);

describe('RequestWriter', () => {
  it('writes head and body in one piece', () => {
    const body = Buffer.from('{"é":1}');
    const text = requestBytes({ method: 'POST', path: '/v1/x', headers: { 'content-type': 'a/b' }, body }, 'host:80');
    expect(text.toString()).toBe(
      'POST /v1/x HTTP/1.1\r\nhost: host:80\r\nconnection: keep-alive\r\ncontent-type: a/b\r\ncontent-length: 8\r\n\r\n{"é":1}',
    );
    expect(requestBytes({ method: 'GET', path: '/', headers: {} }, 'h').toString()).toBe(
      'GET / HTTP/1.1\r\nhost: h\r\nconnection: keep-alive\r\n\r\n',
    );
  });

  it('writes each request anew where it differs from the one before', () => {
    const writer = new RequestWriter('h');
    const headers = { a: 'b' };
    const first = (path: string, given: Record<string, string>, method: 'GET' | 'POST' = 'GET'): string[] =>
      writer.bytesOf({ method, path, headers: given }).toString().split('\r\n');
    expect(first('/1', headers)).toEqual(first('/1', headers));
    expect(first('/2', headers)[0]).toBe('GET /2 HTTP/1.1');
    expect(first('/2', headers, 'POST')[0]).toBe('POST /2 HTTP/1.1');
    expect(first('/2', { a: 'c' }, 'POST')[3]).toBe('a: c');
  });

  it('writes nothing that a header or a path could smuggle in, and shows no value', () => {
    const withHeader = (name: string, value: string) =>
      requestBytes({ method: 'GET', path: '/', headers: { [name]: value } }, 'h');
    expect(() => withHeader('authorization', 'Bearer secret\r\nx: y')).toThrow(
      'the header "authorization" cannot be sent',
    );
    expect(() => withHeader('authorization', 'Bearer secret\n')).not.toThrow('secret');
    // Its lower byte is a line feed.
    expect(() => withHeader('authorization', 'Bearer \u010a')).toThrow('the header "authorization" cannot be sent');
    expect(() => withHeader('a b', 'c')).toThrow(TypeError);
    expect(() => requestBytes({ method: 'GET', path: '/ HTTP/1.1\r\n', headers: {} }, 'h')).toThrow(TypeError);
  });
});
