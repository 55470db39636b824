import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CommandEnd, startCommand, temporaryDirectory } from '../integration/cli/commandLine.ts';

const key = 'sk-Zq7xW2vN9tRb4mKc8pLd6hGf3jYs5u';
const escapeCodes = '\u001b[31m\u009b2J\u202e';
const shownCharacters = 500;

const inHexadecimal = (text: string): string => Buffer.from(text).toString('hex');
const inBase64 = (text: string): string => Buffer.from(text).toString('base64');
const percentEncoded = (text: string): string => inHexadecimal(text).replace(/../g, '%$&');
const echoes = [
  key,
  key.toUpperCase(),
  key.toLowerCase(),
  inHexadecimal(key),
  inHexadecimal(key).toUpperCase(),
  percentEncoded(key),
  inBase64(key),
  inBase64(`Bearer ${key}`),
  Buffer.from(`user:${key}`).toString('base64url'),
  JSON.stringify({ key }).replaceAll('-', '\\u002d'),
];
/** No eight characters of these in a row may be anywhere, in any letter case. Of base64 what stands for the key alone. */
const traces = [key, inHexadecimal(key), inBase64(key).slice(0, -4), inBase64(`Bearer ${key}`).slice(12, -4)];
const pieces = new Set(
  traces.flatMap((trace) => Array.from({ length: trace.length - 7 }, (_, at) => trace.slice(at, at + 8).toLowerCase())),
);

/** What is left of the key in bytes that were written; undefined when nothing is. */
function leftIn(bytes: Buffer | string): string | undefined {
  const text = (typeof bytes === 'string' ? bytes : bytes.toString('latin1')).toLowerCase();
  for (let at = 0; at + 8 <= text.length; at += 1) {
    const piece = text.slice(at, at + 8);
    if (pieces.has(piece)) return text.slice(Math.max(0, at - 40), at + 40);
  }
  return undefined;
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** One for all: the client is calibrated once in it. */
let directory: ReturnType<typeof temporaryDirectory>;
let closeServer = (): void => undefined;

beforeAll(() => {
  directory = temporaryDirectory();
});
afterEach(() => closeServer());
afterAll(() => directory.remove());

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closeServer = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function command(...arguments_: string[]): Promise<CommandEnd> {
  const places = ['--data-dir', join(directory.path, 'data')];
  return startCommand([...arguments_, ...places], { OPENAI_API_KEY: key }).end;
}

/** Everything that came of it: what was printed, and every file. */
function expectNothingLeft(ends: readonly CommandEnd[]): void {
  for (const { out, error } of ends) {
    expect([leftIn(out), leftIn(error)]).toEqual([undefined, undefined]);
    // biome-ignore format: one pattern
    expect(`${out}${error}`).not.toMatch(/(?![\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  }
  const files = filesBelow(directory.path);
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) expect([file, leftIn(readFileSync(file))]).toEqual([file, undefined]);
}

const answer = {
  id: 'x',
  object: 'chat.completion',
  choices: [{ index: 0, message: { content: 'a b' }, finish_reason: 'stop' }],
};
const onePlain = [
  '--scenario',
  'latency/single_request',
  '--set',
  'outputTokens=2',
  '--set',
  'warmupSeconds=0',
  '--set',
  'stream=false',
];

describe('a server that repeats its key', () => {
  it('gets it into nothing that is printed or kept, however it writes it and wherever that is cut', async () => {
    let requests = 0;
    const fail = (response: ServerResponse, number: number): void => {
      const echo = echoes[number % echoes.length] ?? key;
      // Each status is a kind of its own, with an example of its own; each is cut elsewhere.
      const before = shownCharacters - echo.length + Math.floor(number / echoes.length) * 4;
      const said = `${escapeCodes}${'.'.repeat(Math.max(0, before - escapeCodes.length))}${echo} no`;
      response.writeHead(402 + number, { 'content-type': 'application/json' });
      response.end(number % 3 === 0 ? said : JSON.stringify({ error: { message: said } }));
    };
    const url = await serve((request, response) => {
      if (request.url === '/v1/models') {
        response.end(JSON.stringify({ data: echoes.map((id) => ({ id: `${escapeCodes}${id}` })) }));
        return;
      }
      requests += 1;
      const number = requests - 2;
      if (number < 0 || number % 4 === 0) {
        const content = `${'.'.repeat(480)}${key}`;
        response.end(JSON.stringify({ ...answer, choices: [{ ...answer.choices[0], message: { content } }] }));
      } else if (number % 41 === 1) request.socket.end(`HTTX ${'.'.repeat(30)}${key}\r\n\r\n`);
      else if (number % 41 === 2) {
        response.end(JSON.stringify({ error: { message: `${'.'.repeat(480)}${inBase64(key)}` } }));
      } else fail(response, Math.floor((number * 3) / 4) % 150);
    });
    const document = join(directory.path, 'run.json');
    const run = await command(
      'run',
      '--target',
      `openai=${url}`,
      '--model',
      'm',
      ...onePlain,
      '--requests',
      '240',
      '--json',
      document,
    );
    expect(run.code).toBe(0);
    expect(readFileSync(document, 'utf8').match(/"kind": "http-/g)?.length).toBeGreaterThan(100);
    const out = join(directory.path, 'out');
    const report = await command('report', '--run', 'latest', '--format', 'html,csv,md,json', '--out', out);
    expect(report.code).toBe(0);
    const json = await command('history', 'show', 'latest', '--json');
    expect(json.out).toContain('[key removed]');
    expectNothingLeft([run, report, json]);
  });

  it('gets it into nothing either when it refuses the key before the run, or in a stream', async () => {
    const ends: CommandEnd[] = [];
    const refusing = (echo: string) => `${'.'.repeat(shownCharacters - 20)}${echo}`;
    const echo = inBase64(`Bearer ${key}`);
    const refusingUrl = await serve((request, response) => {
      if (request.url === '/v1/models') response.writeHead(500).end(echo);
      else response.writeHead(401).end(refusing(echo));
    });
    ends.push(
      await command('run', '--target', `openai=${refusingUrl}`, '--model', 'm', ...onePlain, '--requests', '2'),
    );
    expect(ends[0]?.code).toBe(4);
    closeServer();
    let requests = 0;
    const url = await serve((request, response) => {
      if (request.url === '/v1/models') {
        response.end(JSON.stringify({ data: [{ id: 'm' }] }));
        return;
      }
      requests += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const delta = { choices: [{ index: 0, delta: { content: 'a ' }, finish_reason: 'stop' }] };
      const error = { error: { message: refusing(echoes[requests % echoes.length] ?? key) } };
      response.write(`data: ${JSON.stringify(delta)}\n\n`);
      response.end(requests % 2 === 0 ? `event: error\ndata: ${JSON.stringify(error)}\n\n` : 'data: [DONE]\n\n');
    });
    const streamed = [...onePlain.slice(0, -1), 'stream=true', '--requests', '40'];
    ends.push(await command('run', '--target', `openai=${url}`, '--model', 'm', ...streamed));
    expectNothingLeft(ends);
  });

  it('is not asked with a key that no header can carry, and the variable is named without showing it', async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    const places = ['--data-dir', join(directory.path, 'data'), '--no-report'];
    const arguments_ = ['run', '--target', `openai=${url}`, '--model', 'm', ...onePlain, ...places];
    const end = await startCommand(arguments_, { OPENAI_API_KEY: `${key}\n` }).end;
    expect(end.code).toBe(4);
    expect(asked).toBe(0);
    expect(end.out).toContain('The key in OPENAI_API_KEY cannot be sent: it has a line break at its end.');
    expect(end.out).not.toContain('address');
    expectNothingLeft([end]);
  });
});
