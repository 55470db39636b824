import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../cli/commandLine.ts';
import { ServeProcess } from './ServeProcess.ts';

const directory = temporaryDirectory();
const arguments_ = ['serve', '--model', 'distilgpt2', '--protocol', 'openai', '--port', '0'];
const more = ['--set', 'threads=1', '--data-dir', directory.path];
let server: ServeProcess;

beforeAll(async () => {
  server = await ServeProcess.start(...arguments_, ...more);
});

afterAll(async () => {
  await server.interrupt();
  directory.remove();
});

interface Answer {
  choices: { text?: string; message?: { content: string }; finish_reason: string }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

interface StreamEvent {
  choices: { text?: string; delta?: { content?: string; role?: string }; finish_reason: string | null }[];
  usage?: Answer['usage'];
}

const prompt = { model: 'distilgpt2', prompt: 'Hello world, this is', max_tokens: 8, temperature: 0 };

async function events(response: Response): Promise<StreamEvent[]> {
  const parts = (await response.text()).split('\n\n').filter((part) => part !== '');
  expect(parts.pop()).toBe('data: [DONE]');
  return parts.map((part) => JSON.parse(part.slice('data: '.length)) as StreamEvent);
}

describe('serve', () => {
  it('says what it has', async () => {
    expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: 'ok' });
    const models = (await (await fetch(`${server.url}/v1/models`)).json()) as { data: { id: string }[] };
    expect(models.data.map(({ id }) => id)).toEqual(['distilgpt2']);
  });

  it('gives the same text whole and in pieces, from text and from tokens', async () => {
    const whole = (await (await server.post('/v1/completions', prompt)).json()) as Answer;
    expect(whole.choices[0]?.finish_reason).toBe('length');
    expect(whole.usage).toEqual({ prompt_tokens: 5, completion_tokens: 8, total_tokens: 13 });
    const options = { stream: true, stream_options: { include_usage: true } };
    const pieces = await events(await server.post('/v1/completions', { ...prompt, ...options }));
    expect(pieces.map((event) => event.choices[0]?.text ?? '').join('')).toBe(whole.choices[0]?.text);
    expect(pieces.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(pieces.at(-2)?.choices[0]?.finish_reason).toBe('length');
    // "Hello world, this is" in GPT-2's vocabulary.
    const tokens = [15496, 995, 11, 428, 318];
    const fromTokens = (await (await server.post('/v1/completions', { ...prompt, prompt: [tokens] })).json()) as Answer;
    expect(fromTokens.choices[0]?.text).toBe(whole.choices[0]?.text);
  });

  it('chats, with and without a stream, and ends at a stop string', async () => {
    const body = {
      model: 'distilgpt2',
      messages: [{ role: 'user', content: 'hi' }],
      max_completion_tokens: 12,
      seed: 5,
    };
    const whole = (await (await server.post('/v1/chat/completions', body)).json()) as Answer;
    const text = whole.choices[0]?.message?.content ?? '';
    const pieces = await events(await server.post('/v1/chat/completions', { ...body, stream: true }));
    expect(pieces[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' });
    expect(pieces.map((event) => event.choices[0]?.delta?.content ?? '').join('')).toBe(text);
    expect(pieces.some(({ usage }) => usage !== undefined)).toBe(false);
    const stop = text.slice(-3);
    const stopped = (await (await server.post('/v1/chat/completions', { ...body, stop })).json()) as Answer;
    expect(stopped.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { content: text.slice(0, text.indexOf(stop)) },
    });
  });

  it('answers 60 mixed requests, four at a time', async () => {
    const outcomes: string[] = [];
    let next = 0;
    const client = async (): Promise<void> => {
      for (let index = next++; index < 60; index = next++) {
        const stream = index % 2 === 0;
        const chat = index % 3 === 0;
        const asked = chat
          ? { messages: [{ role: 'user', content: `number ${index}` }] }
          : { prompt: `number ${index}` };
        const body = { model: 'distilgpt2', ...asked, max_tokens: 1 + (index % 3), stream };
        const response = await server.post(chat ? '/v1/chat/completions' : '/v1/completions', body);
        if (stream)
          outcomes.push((await events(response)).some((event) => event.choices[0]?.finish_reason) ? 'ok' : 'cut');
        else
          outcomes.push(((await response.json()) as Answer).usage.completion_tokens === 1 + (index % 3) ? 'ok' : 'bad');
      }
    };
    await Promise.all([client(), client(), client(), client()]);
    expect(outcomes).toEqual(new Array(60).fill('ok'));
  });

  it.each([
    ['/v1/completions', '{"model":', 400, 'not JSON'],
    ['/v1/completions', '[]', 400, 'The body'],
    ['/v1/completions', { model: 'distilgpt2' }, 400, "'prompt'"],
    ['/v1/completions', { ...prompt, max_tokens: -1 }, 400, "'max_tokens'"],
    ['/v1/completions', { ...prompt, max_tokens: 'many' }, 400, "'max_tokens'"],
    ['/v1/completions', { ...prompt, n: 2 }, 400, "'n'"],
    ['/v1/completions', { ...prompt, prompt: ['a', 'b'] }, 400, "'prompt'"],
    ['/v1/completions', { ...prompt, prompt: [99_999] }, 400, 'no token of this model'],
    ['/v1/completions', { ...prompt, max_tokens: 1020 }, 400, "This model's maximum context length is 1024 tokens"],
    ['/v1/completions', { ...prompt, prompt: 'x'.repeat(1_000_000) }, 400, 'maximum context length'],
    ['/v1/completions', { ...prompt, model: 'other' }, 404, "The model 'other' does not exist"],
    ['/v1/chat/completions', { model: 'distilgpt2', messages: [] }, 400, "'messages'"],
    ['/v1/chat/completions', { model: 'distilgpt2', messages: [{ role: 'x', content: '' }] }, 400, "'messages.0.role'"],
    ['/v1/nothing', {}, 404, 'no route'],
    ['/health', {}, 405, 'takes GET'],
    ['/v1/completions', 'x'.repeat(9_000_000), 413, 'at most'],
  ])('refuses what is sent to %s (case %#)', async (path, body, status, message) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const { head, document } = await raw(server.port, path, text);
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(document.error.message).toContain(message);
    expect(document.error).toMatchObject({ type: 'invalid_request_error' });
  });

  it('stops computing for a client that has gone', async () => {
    const leaving = new AbortController();
    const long = { ...prompt, max_tokens: 900, stream: true };
    const response = await server.post('/v1/completions', long, leaving.signal);
    const reader = response.body?.getReader();
    await reader?.read();
    leaving.abort();
    // One at a time, first come, first served: this one would wait for all 900 tokens.
    const startedMs = performance.now();
    expect((await server.post('/v1/completions', { ...prompt, max_tokens: 1 })).status).toBe(200);
    const oneMs = performance.now() - startedMs;
    const again = performance.now();
    await (await server.post('/v1/completions', { ...prompt, max_tokens: 50 })).text();
    expect(oneMs).toBeLessThan((performance.now() - again) * 9);
  });

  it('says that its port is taken', async () => {
    const port = String(server.port);
    const end = await runCommand('serve', '--model', 'distilgpt2', '--protocol', 'openai', '--port', port, ...more);
    expect(end.code).toBe(4);
    expect(end.error).toContain(`Port ${port} of 127.0.0.1 is in use`);
  });

  it.each([
    [['--protocol', 'triton-grpc', '--model', 'distilgpt2'], 'comes with the Triton target'],
    [['--protocol', 'openai'], '--model is missing'],
    [['--protocol', 'openai', '--model', 'nothing-such'], 'there is no such model'],
    [['--protocol', 'openai', '--model', 'dummy_fast'], '--model dummy_fast'],
    [['--protocol', 'openai', '--model', 'distilgpt2', '--set', 'threads=0'], '--set threads is "0"'],
  ])('refuses to start with %j', async (given, message) => {
    const end = await runCommand('serve', ...given);
    expect(end.code).toBe(2);
    expect(end.error).toContain(message);
  });

  it('tells its clients and ends with 4 when its engine is killed', async () => {
    const doomed = await ServeProcess.start(...arguments_, ...more);
    const stream = await doomed.post('/v1/completions', { ...prompt, max_tokens: 900, stream: true });
    const waiting = doomed.post('/v1/completions', prompt);
    const reader = stream.body?.getReader();
    await reader?.read();
    for (const worker of doomed.workers()) process.kill(worker, 'SIGKILL');
    let text = '';
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      text += Buffer.from(part.value).toString();
    }
    expect(text).toContain('"type":"server_error"');
    expect(text).not.toContain('[DONE]');
    expect((await waiting).status).toBe(500);
    const end = await doomed.end;
    expect(end.code).toBe(4);
    expect(end.error).toContain('The engine process was ended by SIGKILL');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing behind after %s', async (signal) => {
    const short = await ServeProcess.start(...arguments_, ...more);
    expect(short.workers()).toHaveLength(1);
    const response = await short.post('/v1/completions', { ...prompt, max_tokens: 900, stream: true });
    const end = signal === 'SIGINT' ? short.interrupt() : short.terminate();
    await response.text().catch(() => undefined);
    expect((await end).code).toBe(130);
    expect(short.left()).toBe(0);
  });
});

/** One request on a connection of its own. */
async function raw(
  port: number,
  path: string,
  body: string,
): Promise<{ head: string; document: { error: { message: string; type: string } } }> {
  const socket = connect(port, '127.0.0.1');
  // A refusal may come before all of the body was sent.
  socket.on('error', () => undefined);
  const length = Buffer.byteLength(body);
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n`;
  socket.write(`${head}Content-Length: ${length}\r\n\r\n`);
  if (length < 8_500_000) socket.write(body);
  let text = '';
  socket.on('data', (piece) => {
    text += piece.toString();
  });
  await once(socket, 'close');
  const at = text.indexOf('\r\n\r\n');
  return { head: text.slice(0, at), document: JSON.parse(text.slice(at + 4)) };
}
