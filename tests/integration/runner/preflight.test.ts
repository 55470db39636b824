import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Redactor } from '../../../core/secrets/Redactor.ts';
import { type PreflightOptions, preflightOpenAi } from '../../../main/runner/targets/openai/preflight.ts';
import type { PreflightFailure } from '../../../main/runner/targets/PreflightFailure.ts';
import { monotonicMs } from '../../fixtures/servers/monotonicMs.ts';
import { type PlantedServer, startPlantedServer } from '../../fixtures/servers/startPlantedServer.ts';

let planted: PlantedServer | undefined;
let closeOwn: (() => void) | undefined;

afterEach(async () => {
  await planted?.close();
  planted = undefined;
  closeOwn?.();
  closeOwn = undefined;
});

/** A server that answers as a function of the request's path and body says: a status and a body. */
async function serve(answer: (path: string, body: string) => [number, object | string] | undefined): Promise<string> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      const [status, said] = answer(`${request.url}`, body) ?? [0, ''];
      if (status === 0) return;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof said === 'string' ? said : JSON.stringify(said));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closeOwn = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function preflight(url: string, options: Partial<PreflightOptions> = {}): ReturnType<typeof preflightOpenAi> {
  return preflightOpenAi({
    url,
    headers: {},
    redactor: new Redactor([]),
    model: 'planted',
    endpoint: 'chat',
    stream: true,
    vendorFields: true,
    timeoutMs: 10_000,
    clock: { nowMs: monotonicMs },
    signal: new AbortController().signal,
    ...options,
  });
}

async function refusal(url: string, options: Partial<PreflightOptions> = {}): Promise<PreflightFailure> {
  return preflight(url, options).then(
    (facts) => {
      throw new Error(`not refused: ${JSON.stringify(facts)}`);
    },
    (error: PreflightFailure) => error,
  );
}

const models = { object: 'list', data: [{ id: 'planted' }, { id: 'other' }] };
const reply = { choices: [{ index: 0, message: { content: 'hi' }, finish_reason: 'length' }] };

describe('preflight of an openai server', () => {
  it('knows a good server by its models, its usage and the fields that it takes', async () => {
    planted = await startPlantedServer();
    const facts = { models: ['planted'], vendorFields: true, usage: true, notes: [] };
    expect(await preflight(planted.url)).toEqual(facts);
    expect(await preflight(planted.url, { endpoint: 'completions', stream: false })).toEqual(facts);
    expect(planted.log.map(({ path, outputTokens }) => [path, outputTokens])).toEqual([
      ['/v1/chat/completions', 2],
      ['/v1/completions', 2],
    ]);
  });

  it('says when a server tells no usage', async () => {
    planted = await startPlantedServer({ usage: 'never' });
    expect(await preflight(planted.url)).toMatchObject({ usage: false });
  });

  it('leaves vendor fields out where they are refused, and says what that means', async () => {
    planted = await startPlantedServer({ refusesVendorFields: true });
    const { vendorFields, notes } = await preflight(planted.url);
    expect(vendorFields).toBe(false);
    expect(notes).toEqual([expect.stringMatching(/ignore_eos.*Unexpected fields.*may end early/)]);
    expect((await preflight(planted.url, { vendorFields: false })).notes).toEqual([]);
  });

  it('does without a list of models, and notes a name that is not in it', async () => {
    const without = await serve((path) => (path === '/v1/models' ? [500, 'no network'] : [200, reply]));
    const facts = await preflight(without);
    expect(facts.models).toBeUndefined();
    expect(facts.notes).toEqual([expect.stringContaining('status 500')]);
    closeOwn?.();
    const lenient = await serve((path) => (path === '/v1/models' ? [200, models] : [200, reply]));
    expect((await preflight(lenient, { model: 'mine' })).notes).toEqual([
      expect.stringMatching(/"mine".*lists planted, other/),
    ]);
  });

  it('reaches a server whose root has a path', async () => {
    const paths: string[] = [];
    const url = await serve((path) => {
      paths.push(path);
      return path.endsWith('/models') ? [200, models] : [200, reply];
    });
    await preflight(`${url}/proxy/one/`);
    expect(paths).toEqual(['/proxy/one/v1/models', '/proxy/one/v1/chat/completions']);
  });

  it('tells an unreachable server from one that refuses the key', async () => {
    const unreachable = await refusal('http://127.0.0.1:9');
    expect(unreachable).toMatchObject({
      obstacle: 'unreachable',
      failure: {
        reason: expect.stringContaining('http://127.0.0.1:9'),
        detail: expect.stringContaining('ECONNREFUSED'),
      },
    });
    for (const status of [401, 403]) {
      const url = await serve(() => [status, { error: { message: 'no such key' } }]);
      expect(await refusal(url)).toMatchObject({
        obstacle: 'key',
        failure: { reason: expect.stringContaining(`${status}`), detail: 'no such key' },
      });
      closeOwn?.();
    }
  });

  it('sends the headers that it was given', async () => {
    let seen: string | undefined;
    const server = createServer((request, response) => {
      seen = request.headers.authorization;
      response.end(JSON.stringify(request.url === '/v1/models' ? models : reply));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closeOwn = () => server.close();
    await preflight(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
      headers: { authorization: 'Bearer k' },
    });
    expect(seen).toBe('Bearer k');
  });

  it('names the models of a server that does not know the one asked for', async () => {
    for (const [status, said] of [
      [404, { error: { message: 'The model `mine` does not exist.' } }],
      [400, { detail: 'bad' }],
    ] as const) {
      const url = await serve((path) => (path === '/v1/models' ? [200, models] : [status, said]));
      expect(await refusal(url, { model: 'mine' })).toMatchObject({
        obstacle: 'model',
        failure: { reason: expect.stringContaining('"mine"'), remedy: 'It has: planted, other.' },
      });
      closeOwn?.();
    }
  });

  it('names the other endpoint where this one is missing', async () => {
    const url = await serve((path) =>
      path === '/v1/models'
        ? [200, models]
        : path === '/v1/completions'
          ? [200, { choices: [{ text: 'a' }] }]
          : [404, {}],
    );
    expect(await refusal(url)).toMatchObject({
      obstacle: 'endpoint',
      failure: { remedy: 'Set endpoint to completions.' },
    });
    closeOwn?.();
    const neither = await serve((path) => (path === '/v1/models' ? [200, models] : [404, { detail: 'Not Found' }]));
    expect(await refusal(neither)).toMatchObject({ obstacle: 'endpoint', failure: { detail: 'Not Found' } });
  });

  it('says what a server said that is none', async () => {
    const url = await serve(() => [200, '<html>a page</html>']);
    expect(await refusal(url)).toMatchObject({
      obstacle: 'answer',
      failure: { reason: expect.stringContaining('not-json'), detail: '<html>a page</html>' },
    });
  });

  it('ends by its deadline, or when it is told to', async () => {
    const url = await serve(() => undefined);
    expect(await refusal(url, { timeoutMs: 200 })).toMatchObject({
      obstacle: 'answer',
      failure: { reason: expect.stringContaining('within 0.2 s') },
    });
    const stop = new AbortController();
    const stopped = preflight(url, { signal: stop.signal });
    stop.abort(new Error('stopped by the user'));
    await expect(stopped).rejects.toThrow('stopped by the user');
  });
});
