import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from '../../../../core/secrets/Redactor.ts';
import { mostPromptTokens } from '../../../../main/runner/targets/openai/believedUsage.ts';
import { EventTemplate } from '../../../../main/runner/targets/openai/EventTemplate.ts';
import { OpenAiReply } from '../../../../main/runner/targets/openai/OpenAiReply.ts';
import type { TargetListener, TokenUsage } from '../../../../main/runner/targets/Target.ts';

const key = 'sk-planted-0123456789abcdefghijklmnop';

interface Played {
  said: unknown[][];
  hungUp: number;
}

/** 12 bytes, so 20 tokens at most at completions. */
const prompt = 'time or year';

/** Plays a reply to the target's ear and gives all that was told of it. The clock goes on by 1 ms a piece. */
function play(
  feed: (reply: OpenAiReply) => void,
  {
    batchSize = 1,
    wantsText = false,
    outputTokens = 2,
    endpoint = 'completions',
  }: { batchSize?: number; wantsText?: boolean; outputTokens?: number; endpoint?: 'chat' | 'completions' } = {},
): Played {
  const played: Played = { said: [], hungUp: 0 };
  const tell =
    (what: string) =>
    (...rest: unknown[]): void => {
      played.said.push([what, ...rest.slice(1)]);
    };
  const listener: TargetListener = {
    transferred: () => undefined,
    content: tell('content'),
    reconnected: tell('reconnected'),
    usage: tell('usage'),
    piecesAreNoTokens: tell('piecesAreNoTokens'),
    output: (_request, tokens, hash) => played.said.push(['output', tokens, typeof hash]),
    outputText: tell('outputText'),
    ended: tell('ended'),
    failed: tell('failed'),
    lost: () => undefined,
  };
  let nowMs = 0;
  const clock = {
    nowMs: () => {
      nowMs += 1;
      return nowMs;
    },
  };
  const reply = new OpenAiReply({
    request: 0,
    clock,
    listener,
    batchSize,
    asked: {
      outputTokens,
      mostPromptTokens: Array.from({ length: batchSize }, () => mostPromptTokens(prompt, endpoint)),
    },
    wantsText,
    redactor: new Redactor([key]),
    template: new EventTemplate(),
    hangUp: () => {
      played.hungUp += 1;
    },
  });
  feed(reply);
  return played;
}

function stream(events: readonly (object | string)[], options?: Parameters<typeof play>[1]): Played {
  return play((reply) => {
    reply.onStatus(200, 'text/event-stream; charset=utf-8');
    for (const event of events) {
      reply.onBody(Buffer.from(`data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`));
    }
    reply.onEnd();
  }, options);
}

function whole(body: object | string, status = 200, options?: Parameters<typeof play>[1]): Played {
  return play((reply) => {
    reply.onStatus(status, 'application/json');
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    if (text !== '') reply.onBody(Buffer.from(text));
    reply.onEnd();
  }, options);
}

const chat = (delta: object, finish: string | null = null, index = 0): object => ({
  choices: [{ index, delta, finish_reason: finish }],
});
const usage = { prompt_tokens: 5, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 3 } };

const cutShort = ['truncated-stream', 'the stream ended before its output was finished'];

describe('a streamed reply', () => {
  it('counts text as content and nothing else', () => {
    const { said } = stream(
      [
        chat({ role: 'assistant', content: null }),
        chat({ content: '' }),
        chat({ content: ' one' }),
        chat({ reasoning_content: ' two' }),
        chat({}, 'length'),
        { choices: [], usage },
        '[DONE]',
        'whatever comes after the end mark',
      ],
      { wantsText: true },
    );
    expect(said).toEqual([
      ['content', 3, 1, 1],
      ['content', 4, 1, 1],
      ['usage', { promptTokens: 5, outputTokens: 2, cachedTokens: 3 }],
      ['output', 2, 'number'],
      ['outputText', ' one two'],
      ['ended', 8, 2],
    ]);
  });

  it('takes the last word on usage where it comes with every event', () => {
    const { said } = stream([
      { ...chat({ content: 'a' }), usage: { prompt_tokens: 5, completion_tokens: 1 } },
      { ...chat({ content: 'b' }, 'stop'), usage: { prompt_tokens: 5, completion_tokens: 2 } },
    ]);
    expect(said).toContainEqual(['usage', { promptTokens: 5, outputTokens: 2 }]);
    expect(said.at(-1)).toEqual(['ended', 2, 2]);
  });

  it('leaves choices out that nobody asked for', () => {
    const { said } = stream([chat({ content: 'x' }, null, 1), chat({ content: 'a' }, 'stop'), chat({}, 'stop', 1)]);
    expect(said.filter(([what]) => what === 'content')).toHaveLength(1);
  });

  it('needs an end mark or a reason to finish', () => {
    expect(stream([chat({ content: 'a' })]).said.at(-1)).toEqual(['failed', 1, ...cutShort]);
    expect(stream([chat({ content: 'a' }), '[DONE]']).said.at(-1)).toEqual(['ended', 2, 1]);
    expect(stream([chat({ content: 'a' }, 'length')]).said.at(-1)).toEqual(['ended', 1, 1]);
  });

  it('is whole when its connection dies after its end, and is not before', () => {
    const cut = (events: readonly object[]): unknown[] | undefined =>
      play((reply) => {
        reply.onStatus(200, 'text/event-stream');
        for (const event of events) reply.onBody(Buffer.from(`data: ${JSON.stringify(event)}\n\n`));
        reply.onFailure(Object.assign(new Error('other side closed'), { code: 'CONNECTION_ENDED' }));
      }).said.at(-1);
    expect(cut([chat({ content: 'a' })])).toEqual(['failed', 2, 'truncated-stream', 'other side closed']);
    expect(cut([chat({ content: 'a' }, 'stop')])).toEqual(['ended', 2, 1]);
  });

  it.each([
    ['no JSON', '{"choices":[', 'bad-event', /no JSON object/],
    ['JSON that is no object', '[1]', 'bad-event', /no JSON object/],
    ['an error', { error: { message: 'out of memory', code: 500 } }, 'error-event', /^out of memory$/],
    ['an error as text', { error: 'out of memory' }, 'error-event', /^out of memory$/],
  ])('hangs up on %s', (_, event, kind, example) => {
    const { said, hungUp } = stream([chat({ content: 'a' }), event, chat({ content: 'b' }), '[DONE]']);
    expect(hungUp).toBe(1);
    expect(said).toEqual([
      ['content', 1, 1, 1],
      ['failed', 2, kind, expect.stringMatching(example)],
    ]);
  });

  it('of several prompts counts all outputs, and says that its gaps are none of a token', () => {
    const text = (piece: string, index: number, finish: string | null = null): object => ({
      choices: [{ index, text: piece, finish_reason: finish }],
    });
    const events = [text('a', 0), text('b', 1), text('c', 1, 'length'), text('d', 0, 'length')];
    const { said } = stream(events, { batchSize: 2 });
    expect(said.slice(4)).toEqual([
      ['usage', undefined],
      ['piecesAreNoTokens'],
      ['output', 2, 'number'],
      ['output', 2, 'number'],
      ['ended', 4, 4],
    ]);
    expect(stream(events.slice(0, 3), { batchSize: 2 }).said.at(-1)).toEqual(['failed', 3, ...cutShort]);
  });
});

describe('a streamed reply to several prompts, as llama.cpp gives it', () => {
  it('may begin with events that say nothing, and tells the usage of each prompt beside its finish', () => {
    const finish = (index: number, prompt: number): object => ({
      choices: [{ index, text: '', finish_reason: 'stop' }],
      usage: { prompt_tokens: prompt, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 1 } },
    });
    const piece = (index: number): object => ({ choices: [{ index, text: 'a', finish_reason: null }] });
    const events = ['null', 'null', piece(0), finish(0, 3), piece(1), finish(1, 4), '[DONE]'];
    expect(stream(events, { batchSize: 2 }).said.slice(2)).toEqual([
      ['usage', { promptTokens: 7, outputTokens: 2, cachedTokens: 2 }],
      ['piecesAreNoTokens'],
      ['output', 1, 'number'],
      ['output', 1, 'number'],
      ['ended', 7, 2],
    ]);
    const cut = stream(['null', piece(0), finish(0, 3), piece(1), '[DONE]'], { batchSize: 2 });
    expect(cut.said.slice(2)).toContainEqual(['usage', undefined]);
  });
});

describe('a whole reply', () => {
  it('of several prompts is not believed to have made the tokens of one', () => {
    const choices = [0, 1].map((index) => ({ index, text: 'a b', finish_reason: 'length' }));
    const told = (completion_tokens: number): unknown[][] =>
      whole({ choices, usage: { prompt_tokens: 3, completion_tokens } }, 200, { batchSize: 2 }).said;
    expect(told(2)).toContainEqual(['usage', undefined]);
    expect(told(2).at(-1)).toEqual(['ended', 1, 4]);
    expect(told(4)).toContainEqual(['usage', { promptTokens: 3, outputTokens: 4 }]);
    expect(told(4).at(-1)).toEqual(['ended', 1, 4]);
  });

  it('without usage has the tokens asked for when it was cut at the limit, and else none that anybody knows', () => {
    const body = (finish_reason: string): object => ({ choices: [{ index: 0, text: 'a b', finish_reason }] });
    expect(whole(body('length')).said.at(-1)).toEqual(['ended', 1, 2]);
    expect(whole(body('length')).said).toContainEqual(['output', 2, 'number']);
    expect(whole(body('stop')).said.at(-1)).toEqual(['ended', 1, undefined]);
    expect(whole(body('stop')).said).toContainEqual(['output', undefined, 'number']);
  });

  it('has its output and its usage, and no content events', () => {
    const choices = [{ index: 0, message: { role: 'assistant', content: 'yes' }, finish_reason: 'stop' }];
    expect(whole({ choices, usage }, 200, { wantsText: true }).said).toEqual([
      ['usage', { promptTokens: 5, outputTokens: 2, cachedTokens: 3 }],
      ['piecesAreNoTokens'],
      ['output', 2, 'number'],
      ['outputText', 'yes'],
      ['ended', 1, 2],
    ]);
  });

  it.each([
    [401, '{"error":{"message":"no such key","type":"x"}}', 'http-401', 'no such key'],
    [422, '{"detail":"Unexpected fields"}', 'http-422', 'Unexpected fields'],
    [422, '{"detail":[{"loc":["body"],"msg":"bad"}]}', 'http-422', '[{"loc":["body"],"msg":"bad"}]'],
    [500, 'Internal Server Error', 'http-500', 'Internal Server Error'],
    [302, '', 'http-302', ''],
    [200, '', 'empty-reply', 'status 200 without a body'],
    [200, '<html>', 'not-json', '<html>'],
    [200, '{"error":"no"}', 'error-reply', 'no'],
    [200, '{"choices":[]}', 'empty-reply', 'outputs of 0 of 1 prompts'],
  ])('status %i with %s is %s', (status, body, kind, example) => {
    expect(whole(body, status).said).toEqual([['failed', 1, kind, example]]);
  });

  it('shows no more than 500 characters of what it is not', () => {
    expect(whole('x'.repeat(10_000)).said[0]?.[3]).toHaveLength(500);
  });
});

describe('replies as real servers sent them (skipped where the recordings are absent)', () => {
  const folder = resolve(import.meta.dirname, '../../../../../shared/openai');
  const recorded = ['llamacpp', 'vllm', 'transformers-serve'].flatMap((server) =>
    ['chat_stream_usage', 'chat_stream_mct', 'cmpl_stream_usage', 'chat_stream_usage_no_ignore_eos'].map(
      (name) => `${folder}/${server}/${name}.txt`,
    ),
  );
  const here = recorded.filter((path) => existsSync(path) && /^HTTP\/1.1 200/.test(readFileSync(path, 'utf8')));

  it.skipIf(here.length === 0)('have the tokens that their usage says, one an event', () => {
    for (const path of here) {
      const text = readFileSync(path, 'utf8');
      const { said } = play(
        (reply) => {
          reply.onStatus(200, 'text/event-stream');
          reply.onBody(Buffer.from(text.slice(text.search(/\r?\n\r?\n/)).trimStart()));
          reply.onBody(Buffer.from('\n\n'));
          reply.onEnd();
        },
        { outputTokens: 12, endpoint: 'chat' },
      );
      const events = said.filter(([what]) => what === 'content').length;
      const told = said.find(([what]) => what === 'usage')?.[1];
      expect([path, said.at(-1)?.[0], told]).toEqual([
        path,
        'ended',
        expect.objectContaining({ outputTokens: events }),
      ]);
    }
  });
});

describe('a request with a limit of its own', () => {
  it('is counted by that limit where no usage tells its tokens', () => {
    const cut = { choices: [{ index: 0, message: { content: 'ab' }, finish_reason: 'length' }] };
    expect(whole(cut, 200, { outputTokens: 70 }).said).toContainEqual(['output', 70, 'number']);
    expect(whole(cut).said).toContainEqual(['output', 2, 'number']);
  });

  it('has no key in it, wherever what was said is cut', () => {
    for (let before = 440; before <= 505; before += 1) {
      const said = `${'x'.repeat(before)}${key} is no key`;
      const encoded = Buffer.from(`Bearer ${key}`).toString('base64');
      for (const { said: told } of [
        whole({ error: { message: said } }, 401),
        whole(said, 500),
        whole(`no JSON: ${said}`),
        stream([{ error: { message: said } }]),
        stream([`no JSON: ${said}`]),
        whole({ error: `${'x'.repeat(before)}${encoded}` }, 401),
        whole({ choices: [{ index: 0, text: said, finish_reason: 'stop' }] }, 200, { wantsText: true }),
      ]) {
        const text = JSON.stringify(told);
        for (let at = 0; at + 8 <= key.length; at += 1) expect(text).not.toContain(key.slice(at, at + 8));
        expect(text).not.toContain(encoded.slice(12, 20));
      }
    }
  });
});

describe('usage that cannot be', () => {
  const choices = (finish_reason: string, text = 'a'): object[] => [{ index: 0, text, finish_reason }];
  const usageOf = ({ said }: Played): unknown => said.find(([what]) => what === 'usage')?.[1];
  const told = (figures: object): Played => whole({ choices: choices('length'), usage: figures });

  it.each([
    [2, 2, undefined],
    [3, 2, undefined],
    [4, undefined, 'completion_tokens 4, where 2 were asked for'],
    [4_294_967_295, undefined, 'completion_tokens 4294967295, where 2 were asked for'],
    [4_294_967_298, undefined, 'completion_tokens 4294967298, where 2 were asked for'],
    [1e300, undefined, 'completion_tokens 1e+300, where 2 were asked for'],
    [-1, undefined, 'completion_tokens -1, which is no count'],
    [1.5, undefined, 'completion_tokens 1.5, which is no count'],
    [0, undefined, undefined],
  ])('of %d output tokens for a limit of 2 counts %s', (completion_tokens, outputTokens, impossible) => {
    const usage = usageOf(told({ prompt_tokens: 5, completion_tokens }));
    expect(usage).toEqual({
      promptTokens: 5,
      ...(outputTokens === undefined ? {} : { outputTokens }),
      ...(impossible === undefined ? {} : { impossible }),
    });
    // What is not counted has the next source: it was cut at its limit.
    expect(told({ prompt_tokens: 5, completion_tokens }).said.at(-1)).toEqual(['ended', 1, 2]);
  });

  it('is infinite where JSON has more than a number can be', () => {
    const { said } = whole(`{"choices":${JSON.stringify(choices('stop'))},"usage":{"completion_tokens":1e999}}`);
    expect(said[0]).toEqual(['usage', { impossible: 'completion_tokens Infinity, which is no count' }]);
    expect(said.at(-1)).toEqual(['ended', 1, undefined]);
  });

  it('counts no more prompt tokens than the prompt can have, nor more from a cache than the prompt has', () => {
    const of = (prompt_tokens: number, cached_tokens: number): unknown =>
      usageOf(told({ prompt_tokens, completion_tokens: 2, prompt_tokens_details: { cached_tokens } }));
    expect(of(20, 20)).toEqual({ promptTokens: 20, cachedTokens: 20, outputTokens: 2 });
    expect(of(21, 0)).toEqual({ outputTokens: 2, impossible: 'prompt_tokens 21, where the prompt has 20 at most' });
    expect(of(5, 6)).toEqual({
      promptTokens: 5,
      outputTokens: 2,
      impossible: 'cached_tokens 6, where the prompt has 5',
    });
    expect(of(0, 0)).toEqual({ outputTokens: 2 });
  });

  it('of several prompts is held against each of them, and their sum wraps nowhere', () => {
    const finish = (index: number, completion_tokens: number): object => ({
      choices: [{ index, text: 'a', finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens },
    });
    const { said } = stream([finish(0, 4_294_967_295), finish(1, 3), '[DONE]'], { batchSize: 2 });
    expect(said).toContainEqual([
      'usage',
      { promptTokens: 6, impossible: 'completion_tokens 4294967295, where 2 were asked for' },
    ]);
    expect(said).toContainEqual(['output', undefined, 'number']);
    expect(said.at(-1)).toEqual(['ended', 3, 2]);
    const all = whole(
      {
        choices: [0, 1].map((index) => ({ index, text: 'a', finish_reason: 'stop' })),
        usage: { completion_tokens: 7 },
      },
      200,
      { batchSize: 2 },
    );
    expect(usageOf(all)).toEqual({ impossible: 'completion_tokens 7, where 4 were asked for' });
  });

  it('lets the pieces of a stream count, one for each event, and never more than were asked for', () => {
    const many = { choices: Array.from({ length: 10_000 }, () => ({ index: 0, text: 'a', finish_reason: null })) };
    const once = stream([many, { choices: choices('stop', '') }]).said;
    expect(once[0]).toEqual(['content', 1, 1, 1]);
    expect(once.at(-1)).toEqual(['ended', 2, 1]);
    const piece = { choices: [{ index: 0, text: 'a', finish_reason: null }] };
    const beyond = stream([...Array(10).fill(piece), '[DONE]']).said;
    // Late pieces are content, so that the reply is not told to have ended before them, and no tokens.
    expect(beyond.slice(0, 10).map(([, , tokens]) => tokens)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(beyond).toContainEqual(['piecesAreNoTokens']);
    expect(beyond.at(-1)).toEqual(['ended', 11, undefined]);
    expect(stream([...Array(10).fill(piece), { choices: choices('length', '') }]).said.at(-1)).toEqual([
      'ended',
      11,
      2,
    ]);
  });

  it('of half as many tokens as pieces makes their gaps none of a token', () => {
    const piece = { choices: [{ index: 0, text: 'a', finish_reason: null }] };
    const events = [...Array(4).fill(piece), { choices: [], usage: { completion_tokens: 2 } }, '[DONE]'];
    expect(stream(events).said).toContainEqual(['piecesAreNoTokens']);
  });

  it('never lets a figure through that the request contradicts, whatever is said', () => {
    const figure = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 20, 21, 2 ** 32), fc.double({ noNaN: true }), fc.integer());
    const finish = fc.constantFrom('stop', 'length', null);
    const said = fc.record({
      usage: fc.option(
        fc.record({
          prompt_tokens: figure,
          completion_tokens: figure,
          prompt_tokens_details: fc.record({ cached_tokens: figure }),
        }),
      ),
      choices: fc.array(
        fc.record({ index: fc.integer({ min: -1, max: 3 }), text: fc.constantFrom('', 'a'), finish_reason: finish }),
      ),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 12 }), fc.integer({ min: 1, max: 2 }), (events, batchSize) => {
        const { said: all } = stream([...events, '[DONE]'], { batchSize });
        const end = all.at(-1);
        if (end?.[0] !== 'ended') return;
        const tokens = end[2];
        expect(tokens === undefined || (Number.isInteger(tokens) && Number(tokens) >= 0)).toBe(true);
        expect(Number(tokens ?? 0)).toBeLessThanOrEqual(2 * batchSize);
        const believed = all.find(([what]) => what === 'usage')?.[1] as TokenUsage | undefined;
        const { promptTokens = 1, cachedTokens = 0 } = believed ?? {};
        expect(Number.isInteger(promptTokens) && promptTokens > 0 && promptTokens <= 20 * batchSize).toBe(true);
        expect(Number.isInteger(cachedTokens) && cachedTokens >= 0 && cachedTokens <= promptTokens).toBe(true);
      }),
    );
  });
});
