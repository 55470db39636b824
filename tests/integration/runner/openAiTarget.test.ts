import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAiStep } from '../../unit/runner/plannedSteps.ts';
import { measureServer } from './measureServer.ts';
import { RunnerProcess } from './RunnerProcess.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

/** The times that such a server's streams have are judged in `tests/integration/measurement/streamTimes.test.ts`. */
const timed = { firstTokenMs: 50, gapMs: 10 };
const timedStep = { outputTokens: 20, requestLimit: 12, load: { concurrency: 6 } };

describe('openai target: what a server’s manners must not change', () => {
  it('usage that says more than was asked for: what came counts, and what was said is told', async () => {
    const { end, rows } = await measureServer(runner, { ...timed, usage: 'wrong' }, timedStep);
    for (const row of rows) expect(row).toMatchObject({ outputTokens: 20, contentEvents: 20, multiTokenEvents: 0 });
    expect(end.facts).toMatchObject({
      tokensFromUsage: 0,
      impossibleUsages: 12,
      impossibleUsageExample: 'completion_tokens 27, where 20 were asked for',
    });
  });

  it('whole replies: latency to the last byte, no first token', async () => {
    const { end, rows } = await measureServer(runner, timed, { ...timedStep, stream: false });
    expect(end.type).toBe('stepEnded');
    for (const row of rows) {
      expect(row).toMatchObject({ outcome: 'ok', outputTokens: 20, contentEvents: 0, firstTokenMs: Number.NaN });
      expect(row.latencyMs).toBeGreaterThanOrEqual(240);
    }
  });

  it('completions, streamed and whole, one prompt and four', async () => {
    for (const stream of [true, false]) {
      const { rows, log } = await measureServer(runner, {}, { endpoint: 'completions', stream });
      expect(rows.map(({ outcome }) => outcome)).toEqual(new Array(20).fill('ok'));
      expect(rows.every(({ outputTokens, inputTokens }) => outputTokens === 4 && inputTokens === 10)).toBe(true);
      expect(log.every(({ path }) => path === '/v1/completions')).toBe(true);
    }
  });

  it('refuses a batch of chats', async () => {
    const { end } = await measureServer(runner, {}, { load: { batchSize: 4 } });
    expect(end.type === 'stepFailed' && end.failure.reason).toMatch(/batchSize is 4.*endpoint "completions"/);
  });

  it('refuses a server that is not there, with its address', async () => {
    const end = await runner.run(openAiStep(), { kind: 'address', url: 'http://127.0.0.1:9', headers: {} });
    expect(end.type === 'stepFailed' && end.failure.reason).toMatch(/127\.0\.0\.1:9.*connection-refused/);
  });

  it('gives up a stream whose time is out, and the server sees its client gone', async () => {
    const { end, rows, log } = await measureServer(
      runner,
      { firstTokenMs: 1, gapMs: 20 },
      { outputTokens: 1000, requestLimit: 2, timeoutSeconds: 0.5 },
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['timedOut', 'timedOut']);
    expect(end.facts?.errorKinds).toMatchObject([{ kind: 'time-out' }]);
    // Of the second it learns when its next token is due.
    expect(log[0]?.outcome).toBe('client-gone');
  });
});

describe('openai target: connections that servers end', () => {
  it('loses none of 1,000 requests at 4 in flight when each stream ends its connection', async () => {
    const { end, rows, log, connections } = await measureServer(
      runner,
      { closesAfterStream: true },
      { requestLimit: 1000, load: { concurrency: 4 } },
    );
    expect(rows).toHaveLength(1000);
    expect(rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    const reconnects = end.facts?.reconnects ?? Number.NaN;
    expect(log).toHaveLength(1000 + reconnects);
    expect(reconnects).toBeLessThan(20);
    expect(connections).toBeGreaterThanOrEqual(1000);
  });

  it('loses none of 1,000 when every 100th plain answer ends its connection', async () => {
    const { rows, connections } = await measureServer(
      runner,
      { closesAfterPlain: 100 },
      { requestLimit: 1000, stream: false, load: { concurrency: 4 } },
    );
    expect(rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(rows).toHaveLength(1000);
    expect(connections).toBeLessThan(20);
  });

  it('keeps one connection for each request in flight with a server that keeps them', async () => {
    const { connections, rows } = await measureServer(runner, {}, { requestLimit: 200, load: { concurrency: 4 } });
    expect(connections).toBe(4);
    expect(rows).toHaveLength(200);
  });
});

describe('openai target: what goes wrong is told as what it is', () => {
  it.each([
    [{ kind: 'status', status: 429 }, 'http-429', /planted status 429/],
    [{ kind: 'status', status: 503 }, 'http-503', /planted status 503/],
    [{ kind: 'error-event' }, 'error-event', /the model failed/],
    [{ kind: 'truncated-stream' }, 'truncated-stream', /./],
    [{ kind: 'reset' }, 'connection-reset', /ECONNRESET/],
    [{ kind: 'garbage-event' }, 'bad-event', /no JSON object/],
    [{ kind: 'huge-event', bytes: 3_000_000 }, 'too-large', /1048576 bytes/],
    [{ kind: 'garbage-http' }, 'not-http', /./],
    [{ kind: 'closes-before-answer' }, 'connection-closed', /./],
    [{ kind: 'empty-body' }, 'empty-reply', /without a body/],
    [{ kind: 'page' }, 'not-json', /planted/],
    [{ kind: 'empty-stream' }, 'empty-reply', /./],
  ] as const)('%o is %s', async (fault, kind, example) => {
    const { end, rows, kinds } = await measureServer(
      runner,
      { faults: [{ fault, requests: { every: 4 } }] },
      { requestLimit: 40, load: { concurrency: 2 } },
    );
    expect(rows).toHaveLength(40);
    // The server counts requests that were sent again, too: what died on a kept connection may succeed the second time.
    const isSentAgain = fault.kind === 'closes-before-answer';
    if (isSentAgain) expect(end.facts?.reconnects).toBeGreaterThan(0);
    else {
      expect(kinds).toEqual(new Array(10).fill(kind));
      expect(end.facts?.errorKinds).toEqual([{ kind, example: expect.stringMatching(example) }]);
      expect(end.facts?.reconnects).toBe(0);
    }
    for (const row of rows.filter(({ outcome }) => outcome === 'ok')) expect(row.outputTokens).toBe(4);
  });

  it('a server that ends every connection without a word fails each request', async () => {
    const { end, rows } = await measureServer(
      runner,
      { faults: [{ fault: { kind: 'closes-before-answer' }, requests: 'all' }] },
      { durationSeconds: 1 },
    );
    expect(end).toMatchObject({ type: 'stepFailed', facts: { errorKinds: [{ kind: 'connection-closed' }] } });
    expect(rows.every(({ outcome }) => outcome === 'failed')).toBe(true);
  });

  it('an answer that comes twice is counted once, and the rest of it belongs to nobody', async () => {
    const { end, rows, log } = await measureServer(
      runner,
      { faults: [{ fault: { kind: 'answers-twice' }, requests: { every: 5 } }] },
      { requestLimit: 22 },
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(new Array(22).fill('ok'));
    expect(log).toHaveLength(22);
    expect(end.facts?.reconnects).toBe(0);
    const said = runner.events.flatMap((event) => (event.type === 'log' ? [event.line.message] : []));
    expect(said.join(' ')).toMatch(/a reply that nobody had asked for.*4 replies that nobody had asked for/);
  });

  it('a server that answers before it is asked is not believed', async () => {
    const { end, rows } = await measureServer(runner, { answersBeforeAsked: true }, { load: { concurrency: 4 } });
    expect(end.type === 'stepFailed' && end.failure.reason).toMatch(/sent \d+ bytes before anything was asked/);
    expect(rows).toEqual([]);
  });

  it('times out a server that never answers, and one that trickles its head', async () => {
    for (const fault of [{ kind: 'never-answers' }, { kind: 'slow-headers', gapMs: 200 }] as const) {
      const { end, rows } = await measureServer(
        runner,
        { faults: [{ fault, requests: [1] }] },
        { requestLimit: 5, timeoutSeconds: 0.5 },
      );
      expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'timedOut', 'ok', 'ok', 'ok']);
      expect(end.facts?.errorKinds).toMatchObject([{ kind: 'time-out' }]);
    }
  });
});
