import { describe, expect, it } from 'vitest';
import { targetNamed } from '../../../core/targets/targets.ts';

describe('targetNamed', () => {
  it.each([
    ['openai=http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
    ['openai=http://127.0.0.1:8000/', 'http://127.0.0.1:8000'],
    ['openai=http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000'],
    ['openai=http://127.0.0.1:8000/v1/', 'http://127.0.0.1:8000'],
    ['openai=https://gateway.example/team/v1', 'https://gateway.example/team'],
    ['openai=http://[::1]:8000', 'http://[::1]:8000'],
  ])('%s is the server at %s', (text, url) => {
    expect(targetNamed(text)).toMatchObject({ name: `openai=${url}`, kind: { name: 'openai' }, url });
  });

  it.each(['onnx', 'dummy'])('%s is an embedded target, without an address', (name) => {
    expect(targetNamed(name)).toMatchObject({ name, kind: { name } });
    expect(targetNamed(name)).not.toHaveProperty('url');
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
    ['inferneo', 'does not speak to'],
    ['onnx=http://host', 'names an engine "onnx"'],
  ])('%s is refused with what is wrong and what to write', (text, message) => {
    const outcome = targetNamed(text);
    expect(outcome).toHaveProperty('message', expect.stringContaining(message));
    expect(outcome).toHaveProperty('remedy', expect.stringMatching(/openai=|OPENAI_API_KEY/));
    expect(JSON.stringify(outcome)).not.toContain('secret');
  });
});
