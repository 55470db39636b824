import { describe, expect, it } from 'vitest';
import { RequestGate } from '../../../main/serve/RequestGate.ts';

const post = { method: 'POST', origin: undefined, contentType: 'application/json' };

/** 0 where a request is answered. */
function statusOf(gate: RequestGate, host: string, origin?: string): number {
  return gate.refusalOf({ ...post, host, origin })?.status ?? 0;
}

describe('RequestGate', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', '::1'],
    ['bench.example', '127.0.1.1'],
    ['::ffff:127.0.0.1', '::ffff:127.0.0.1'],
  ])('answers only to names of this machine when it listens on %s', (host, address) => {
    const gate = new RequestGate(host, address);
    for (const name of ['127.0.0.1:8000', 'localhost', 'LocalHost:9', '[::1]:8000']) {
      expect([name, statusOf(gate, name)]).toEqual([name, 0]);
    }
    for (const name of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example:8000',
      '192.0.2.1',
      '0.0.0.0',
    ]) {
      expect([name, statusOf(gate, name)]).toEqual([name, 403]);
    }
    expect(statusOf(gate, 'bench.example')).toBe(host === 'bench.example' ? 0 : 403);
  });

  it.each(['', 'a b', 'user@127.0.0.1', '127.0.0.1:80:80', 'localhost/', '127.0.0.1:', '[::1', 'lo\u0000calhost'])(
    'knows no host in %j',
    (host) => {
      expect(statusOf(new RequestGate('127.0.0.1', '127.0.0.1'), host)).toBe(400);
    },
  );

  it('opened to a network answers to any name, but to no page under a name that could be rebound', () => {
    for (const address of ['0.0.0.0', '::', '192.0.2.7']) {
      const gate = new RequestGate('bench.lan', address);
      for (const name of ['192.0.2.7:8000', 'any.example', 'localhost:1', '[2001:db8::1]:8000']) {
        expect([name, statusOf(gate, name)]).toEqual([name, 0]);
        const isRebindable = name === 'any.example';
        expect([name, statusOf(gate, name, `http://${name}`)]).toEqual([name, isRebindable ? 403 : 0]);
        expect(statusOf(gate, name, 'http://evil.example')).toBe(403);
      }
      expect(statusOf(gate, 'bench.lan', 'http://bench.lan')).toBe(0);
    }
  });

  it('remembers no refusal as an answer', () => {
    const gate = new RequestGate('127.0.0.1', '127.0.0.1');
    expect(statusOf(gate, 'evil.example')).toBe(403);
    expect(statusOf(gate, 'localhost')).toBe(0);
    expect(statusOf(gate, 'evil.example')).toBe(403);
    expect(statusOf(gate, 'localhost', 'http://evil.example')).toBe(403);
  });
});
