import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { PlantedOptions } from '../../fixtures/servers/PlantedOptions.ts';
import { ServerRig } from './ServerRig.ts';

const rig = new ServerRig();
const { directory } = rig;
const plant: ServerRig['plant'] = (options) => rig.plant(options);
const measure: ServerRig['measure'] = (...given) => rig.measure(...given);
afterEach(() => rig.stopServers());
afterAll(() => directory.remove());

const single = ['--scenario', 'latency/single_request', '--duration', '0.5'];
const nowhere = 'http://127.0.0.1:9';

/** Whether any file below holds the text, database and logs included. */
function holds(path: string, text: string): boolean {
  return readdirSync(path, { recursive: true, withFileTypes: true }).some(
    (entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text),
  );
}

describe('run on servers', () => {
  it('ends with 3 where one cannot be reached, and measures those that can', async () => {
    const alone = await measure([nowhere], single);
    expect(alone.end.code).toBe(3);
    expect(alone.document.run.status).toBe('failed');
    expect(alone.end.out).toContain(`The server at ${nowhere} cannot be reached (connection-refused)`);
    const { url } = await plant();
    const both = await measure([nowhere, url], single);
    expect(both.end.code).toBe(3);
    expect(both.document.run.status).toBe('completed');
    expect(both.steps[0]).toMatchObject({ failure: { isUnreachable: true }, requests: { sent: 0 } });
    expect(both.steps[1]?.failure).toBeUndefined();
    expect(both.steps[1]?.requests.ok).toBeGreaterThan(0);
  });

  it('says from where latency counts, and counts it from there', async () => {
    // A second of twice the load that the server can carry, with all but one request waiting in the client.
    const { url } = await plant({ service: { workers: 1, meanMs: 20, distribution: 'constant', seed: 1 } });
    const open = ['--scenario', 'throughput/sustained_load', '--rate', '100', '--duration', '1'];
    const waiting = await measure([url], [...open, '--set', 'arrival=poisson', '--set', 'maxInFlight=1']);
    expect(waiting.end.out).toContain('Latency counts from intended start.');
    expect(waiting.steps[0]?.load).toMatchObject({ loop: 'open', ratePerSecond: 100, arrival: 'poisson' });
    const served = Number(waiting.steps[0]?.serviceMs?.p50);
    expect(served).toBeGreaterThanOrEqual(20);
    expect(Number(waiting.steps[0]?.latencyMs?.p50)).toBeGreaterThan(8 * served);
    const closed = await measure([url], [...single, '--requests', '5']);
    expect(closed.end.out).toContain('Latency counts from send, closed loop.');
    expect(closed.steps[0]?.load).toMatchObject({ loop: 'closed', concurrency: 1 });
  });

  it('ends with 4 where the model is not known, with the server’s words and its models', async () => {
    const { url } = await plant({ refusesOtherModels: true });
    const { end, steps } = await measure([url], single, { model: 'mine' });
    expect(end.code).toBe(4);
    expect(end.out).toContain('does not know the model "mine". It has: planted.');
    expect(steps[0]?.failure?.detail).toBe('planted: the model "mine" does not exist');
  });

  it('sends OPENAI_API_KEY as bearer, and keeps it out of everything', async () => {
    const key = 'sk-planted-0123456789';
    const server = await plant({ key });
    const good = await measure([server.url], [...single, '--requests', '20'], { key });
    expect(good.end.code).toBe(0);
    const { log } = await server.read();
    expect(log.length).toBeGreaterThanOrEqual(20);
    expect(new Set(log.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${key}`]));
    // A server that repeats what it refuses, when asked first and in the middle of a run.
    const wrong = 'sk-wrong-9876543210';
    const refused = await measure([server.url], single, { key: wrong });
    expect(refused.end.code).toBe(4);
    expect(refused.end.out).toContain('refuses the key (status 401). Set OPENAI_API_KEY');
    expect(refused.steps[0]?.failure?.detail).toBe('planted: incorrect API key provided: [key removed]');
    for (const secret of [key, wrong]) {
      for (const { end } of [good, refused]) expect(`${end.out}${end.error}`).not.toContain(secret);
      expect(holds(directory.path, secret)).toBe(false);
    }
    // Else nothing would have been found either.
    expect(holds(directory.path, 'planted: incorrect API key')).toBe(true);
  });
});

describe('run on servers that answer wrongly', () => {
  it('ends, counts each kind of failure, and waits for nothing that never comes', async () => {
    const { url } = await plant({
      faults: [
        { fault: { kind: 'never-answers' }, requests: { every: 10 } },
        { fault: { kind: 'empty-body' }, requests: { every: 5 } },
        { fault: { kind: 'answers-twice' }, requests: { every: 4 } },
        { fault: { kind: 'status', status: 503 }, requests: { every: 3 } },
      ],
    });
    // The first fault that fits counts: of requests 2 to 61 (the look before the run is the first) those whose number 10
    // divides, 5 but not 10, 4 but not 5, and 3 but neither 4 nor 5: 6, 6, 12 and 12.
    const limits = ['--requests', '60', '--duration', '20', '--set', 'timeoutSeconds=0.3'];
    const { end, steps } = await measure([url], [...single.slice(0, 2), ...limits]);
    expect(end).toMatchObject({ code: 0 });
    expect(steps[0]?.requests).toMatchObject({ sent: 60, ok: 36, failed: 18, timedOut: 6, dropped: 0 });
    const counts = Object.fromEntries((steps[0]?.errors ?? []).map(({ kind, count }) => [kind, count]));
    expect(counts).toEqual({ 'time-out': 6, 'empty-reply': 6, 'http-503': 12 });
    expect(end.error).toContain('The server sent 12 replies that nobody had asked for.');
    expect(steps[0]?.validity.verdict).toBe('invalid');
  });

  it.each([
    ['answers before it is asked', { answersBeforeAsked: true }, /before anything was asked/],
    [
      'never answers',
      { faults: [{ fault: { kind: 'never-answers' }, requests: 'all' }] },
      /did not answer within 0\.5 s/,
    ],
    [
      'answers with nothing',
      { faults: [{ fault: { kind: 'empty-body' }, requests: 'all' }] },
      /did not answer a tiny request .*\(empty-reply\)/,
    ],
  ] as const)('ends with 4 where it %s', async (_, options, reason) => {
    const { url } = await plant(options as unknown as Partial<PlantedOptions>);
    const { end, steps } = await measure([url], [...single, '--set', 'timeoutSeconds=0.5']);
    expect(end.code).toBe(4);
    expect(steps[0]?.failure?.reason).toMatch(reason);
    expect(end.out).toMatch(reason);
  });
});
