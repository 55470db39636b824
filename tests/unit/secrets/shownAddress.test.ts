import { describe, expect, it } from 'vitest';
import { shownAddress } from '../../../core/secrets/shownAddress.ts';

describe('shownAddress', () => {
  it.each([
    ['openai=http://user:pass@host:1/x', 'openai=http://[removed]@host:1/x'],
    ['http://pass@host', 'http://[removed]@host'],
    ['https://user:p@ss/w?rd@host', 'https://[removed]@host'],
    ['openai=user:pass@host', 'openai=[removed]@host'],
    ['user:pass@host', '[removed]@host'],
    ['openai=pass@host', 'openai=[removed]@host'],
    ['openai=http://host/v1?key=pass', 'openai=http://host/v1?[removed]'],
    ['http://user:x y@host/#pass', 'http://[removed]@host/#[removed]'],
  ])('%s', (text, shown) => {
    expect(shownAddress(text)).toBe(shown);
  });

  it('leaves other names alone', () => {
    for (const name of ['dummy', 'openai=http://127.0.0.1:8000/v1', 'openai=', 'onnx/gpt2', 'latency/single_request'])
      expect(shownAddress(name)).toBe(name);
  });
});
