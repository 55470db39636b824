import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventTemplate } from '../../../../main/runner/targets/openai/EventTemplate.ts';
import { parseCompletion } from '../../../../main/runner/targets/openai/parseCompletion.ts';

const event = (content: string, more: object = {}): string =>
  JSON.stringify({
    id: 'x',
    object: 'chunk',
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
    ...more,
  });

/** What came by the template, event for event, beside the plain reading. */
function bothWays(events: readonly string[]): [unknown, unknown] {
  const template = new EventTemplate();
  return [events.map((data) => template.parse(data)), events.map((data) => parseCompletion(data))];
}

describe('EventTemplate', () => {
  it.each([
    ['texts that repeat', [event('a'), event(' b'), event('c'), event('a')]],
    [
      'texts that need escapes',
      [event('a'), event('"'), event('\\'), event('\n'), event('é'), event('\u2028'), event('b')],
    ],
    ['an empty text', [event('a'), event(''), event('b')]],
    ['a text that stands elsewhere, too', [event('chunk'), event('x'), event('id'), event('y')]],
    [
      'usage, an end and an error',
      [
        event('a'),
        event('b', { usage: { prompt_tokens: 1, completion_tokens: 2 } }),
        event('c', { error: 'no' }),
        event('d'),
      ],
    ],
    ['a finish reason', [event('a'), event('b').replace('null', '"stop"'), event('c')]],
    ['another choice', [event('a'), event('b').replace('"index":0', '"index":1'), event('c')]],
    ['two choices', [event('a'), JSON.stringify({ choices: [{ text: 'a' }, { index: 1, text: 'b' }] }), event('c')]],
    ['what is no JSON', [event('a'), '{', event('b').slice(0, -1), `${event('c')}x`, '', 'null', event('d')]],
    ['a raw control character, which JSON forbids', [event('a'), event('b').replace('"b"', '"\u0001"'), event('c')]],
    [
      'reasoning before the answer',
      [
        '{"choices":[{"delta":{"reasoning_content":"a"}}]}',
        '{"choices":[{"delta":{"reasoning_content":"b"}}]}',
        '{"choices":[{"delta":{"content":"c"}}]}',
      ],
    ],
    [
      'before and behind that overlap',
      ['{"choices":[{"text":"aa"}]}', '{"choices":[{"text":"a', '{"choices":[{"text":"}]}'],
    ],
  ])('reads as the plain way does: %s', (_, events) => {
    const [own, plain] = bothWays(events);
    expect(own).toEqual(plain);
  });

  it('reads any mixture of events as the plain way does', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('a', '"', '\\', 'x","finish_reason":"stop', '}]}'));
    const any = fc.oneof(
      text.map((content) => event(content)),
      text.map((content) => JSON.stringify({ choices: [{ index: 0, text: content, finish_reason: null }] })),
      fc.string(),
      fc.json(),
      fc.tuple(text, text).map(([id, content]) => event(content, { id })),
      text.map((content) => event('a').replace('"a"', `"${content}"`)),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (events) => {
        const [own, plain] = bothWays(events);
        expect(own).toEqual(plain);
      }),
      { numRuns: 500 },
    );
  });
});
