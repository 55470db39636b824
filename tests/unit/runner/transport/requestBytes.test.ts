import { describe, expect, it } from 'vitest';
import { requestBytes } from '../../../../main/runner/transport/http/requestBytes.ts';

describe('requestBytes', () => {
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

  it('writes nothing that a header or a path could smuggle in, and shows no value', () => {
    const withHeader = (name: string, value: string) =>
      requestBytes({ method: 'GET', path: '/', headers: { [name]: value } }, 'h');
    expect(() => withHeader('authorization', 'Bearer secret\r\nx: y')).toThrow(
      'the header "authorization" cannot be sent',
    );
    expect(() => withHeader('authorization', 'Bearer secret\n')).not.toThrow('secret');
    expect(() => withHeader('a b', 'c')).toThrow(TypeError);
    expect(() => requestBytes({ method: 'GET', path: '/ HTTP/1.1\r\n', headers: {} }, 'h')).toThrow(TypeError);
  });
});
