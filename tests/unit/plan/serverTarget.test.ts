import { describe, expect, it } from 'vitest';
import { serverTarget } from '../../../main/run/plan/targets.ts';

describe('serverTarget', () => {
  it.each([
    ['openai=http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
    ['openai=http://127.0.0.1:8000/', 'http://127.0.0.1:8000'],
    ['openai=http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000'],
    ['openai=http://127.0.0.1:8000/v1/', 'http://127.0.0.1:8000'],
    ['openai=https://gateway.example/team/v1', 'https://gateway.example/team'],
    ['openai=http://[::1]:8000', 'http://[::1]:8000'],
  ])('%s is the server at %s', (text, url) => {
    expect(serverTarget(text)).toEqual({ engine: 'openai', url });
  });

  it('leaves names of embedded targets alone', () => {
    expect(serverTarget('onnx')).toBeUndefined();
    expect(serverTarget('dummy')).toBeUndefined();
  });

  it.each([
    ['openai', 'needs the address'],
    ['openai=', 'where an address belongs'],
    ['openai=localhost:8000', 'the protocol "localhost:'],
    ['openai=ftp://host', 'the protocol "ftp:'],
    ['openai=http://user:secret@host', 'has a user name or password'],
    ['openai=http://host/v1?key=1', 'has a query'],
    ['vllm=http://host', 'names an engine "vllm"'],
    ['toString=http://host', 'names an engine "toString"'],
    ['http://user:secret=secret@host', 'names an engine "http://[removed]@host"'],
    ['triton=http://host', 'does not speak to'],
  ])('%s is refused with what is wrong and what to write', (text, message) => {
    const outcome = serverTarget(text);
    expect(outcome).toHaveProperty('message', expect.stringContaining(message));
    expect(outcome).toHaveProperty('remedy', expect.stringMatching(/openai=|OPENAI_API_KEY/));
    expect(JSON.stringify(outcome)).not.toContain('secret');
  });
});
