import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError, encodeEvent } from '../../../main/serve/openai/CompletionDocuments.ts';
import { parseCompletionRequest } from '../../../main/serve/openai/CompletionRequest.ts';

const parse = (chat: boolean, body: unknown) => parseCompletionRequest(chat, JSON.stringify(body));

describe('parseCompletionRequest', () => {
  it('reads what is left out as OpenAI does', () => {
    expect(parse(false, { model: 'm', prompt: 'p' })).toEqual({
      chat: false,
      model: 'm',
      prompt: 'p',
      maxOutputTokens: 16,
      temperature: 1,
      topP: 1,
      seed: undefined,
      stops: [],
      stream: false,
      includeUsage: false,
    });
  });

  it('reads prompts in each of their forms', () => {
    for (const [prompt, expected] of [
      ['text', 'text'],
      [['text'], 'text'],
      [
        [1, 2],
        [1, 2],
      ],
      [[[1, 2]], [1, 2]],
    ]) {
      expect(parse(false, { model: 'm', prompt }).prompt).toEqual(expected);
    }
  });

  it('makes one text of a chat, and takes max_completion_tokens before max_tokens', () => {
    const messages = [
      { role: 'system', content: 'be brief' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
    ];
    const body = { model: 'm', messages, max_tokens: 4, max_completion_tokens: 5, stop: 'x', n: 1, top_k: 3 };
    const request = parse(true, body);
    expect(request.prompt).toBe('system: be brief\nuser: ab\nassistant:');
    expect(request).toMatchObject({ maxOutputTokens: 5, stops: ['x'] });
  });

  it('refuses whatever else comes, with 400, and never fails otherwise', () => {
    const near = fc.record(
      {
        model: fc.oneof(fc.constant('m'), fc.jsonValue()),
        prompt: fc.oneof(fc.constant('p'), fc.jsonValue()),
        messages: fc.jsonValue(),
        max_tokens: fc.oneof(fc.integer(), fc.jsonValue()),
        stop: fc.jsonValue(),
        stream_options: fc.jsonValue(),
        seed: fc.oneof(fc.double(), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const anyBody = fc.oneof(
      near.map((body) => JSON.stringify(body)),
      fc.json(),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.boolean(), anyBody, (chat, body) => {
        try {
          const request = parseCompletionRequest(chat, body);
          expect(request.maxOutputTokens).toBeGreaterThan(0);
          expect(request.prompt.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
          expect((error as ApiError).status).toBe(400);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('encodeEvent', () => {
  it('puts any document on one line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        const text = encodeEvent(document);
        expect(text.split('\n')).toHaveLength(3);
        expect(JSON.stringify(JSON.parse(text.slice(6)))).toBe(JSON.stringify(document));
      }),
    );
  });
});
