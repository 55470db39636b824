import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../../core/contract/engineChannel.ts';
import { onnxStep } from '../../unit/runner/plannedSteps.ts';
import { measuredRows, recordRows } from '../../unit/runner/recordRows.ts';
import { type Connection, doneReply, PlantedEngine, streamReply } from './PlantedEngine.ts';
import { RunnerProcess } from './RunnerProcess.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

type Answer = (request: GenerateRequest, connection: Connection) => void;

/** Runs a step against a planted engine and gives back all that can be checked. */
async function measure(answer: Answer, step = onnxStep({ requestLimit: 10, durationSeconds: 30 })) {
  const engine = await PlantedEngine.listen(answer);
  try {
    const end = await runner.run(step, { kind: 'engineSocket', socketPath: engine.socketPath });
    const logs = runner.events.flatMap((event) => (event.type === 'log' ? [event.line.message] : []));
    return { engine, end, rows: recordRows(runner.chunks), logs };
  } finally {
    await engine.close();
  }
}

const atOnce: Answer = (request, { reply }) => reply(doneReply(request));

describe('onnx target', () => {
  it('records tokens, gaps and the exact bytes of streamed replies', async () => {
    const step = onnxStep({ requestLimit: 6, durationSeconds: 30, load: { batchSize: 3, concurrency: 2 } });
    const { engine, end, rows } = await measure((request, connection) => streamReply(request, connection, 20), step);
    expect(end.type).toBe('stepEnded');
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      expect(row).toMatchObject({
        outcome: 'ok',
        inputTokens: 30,
        outputTokens: 12,
        contentEvents: 4,
        multiTokenEvents: 0,
      });
      expect(row.gapsMs).toHaveLength(3);
      expect(row.firstTokenMs).toBeGreaterThan(row.actualStartMs);
      const gaps = row.gapsMs.reduce((sum, gap) => sum + gap, 0);
      expect(row.firstTokenMs + gaps).toBeCloseTo(row.endMs, 2);
    }
    const total = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
    expect(total((row) => row.sentBytes)).toBe(engine.receivedBytes);
    expect(total((row) => row.receivedBytes)).toBe(engine.sentBytes);
    expect(end.facts).toMatchObject({
      outputsSeen: 18,
      emptyOutputs: 0,
      shortOutputs: 0,
      distinctOutputs: 18,
      errorKinds: [],
    });
  });

  it('asks for what the step says: prompts all different, within the vocabulary', async () => {
    const step = onnxStep({
      requestLimit: 20,
      durationSeconds: 30,
      promptTokens: 7,
      load: { batchSize: 4 },
      model: { temperature: 0.7, topP: 0.9 },
    });
    const { engine } = await measure(atOnce, step);
    expect(engine.requests).toHaveLength(20);
    expect(engine.requests[0]).toMatchObject({ maxOutputTokens: 4, temperature: 0.7, topP: 0.9, stream: true });
    const prompts = engine.requests.flatMap((request) => request.prompts);
    expect(
      prompts.every((prompt) => prompt.length === 7 && prompt.every((token) => token >= 0 && token < 50_257)),
    ).toBe(true);
    expect(new Set(prompts.map((prompt) => prompt.join())).size).toBe(80);
    expect(new Set(engine.requests.map(({ id }) => id)).size).toBe(20);
    const again = await measure(atOnce, step);
    expect(again.engine.requests).toEqual(engine.requests);
  });

  it('has no first token of replies that come whole', async () => {
    const { rows } = await measure(atOnce, onnxStep({ requestLimit: 3, durationSeconds: 30, stream: false }));
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(row).toMatchObject({ outcome: 'ok', outputTokens: 4, contentEvents: 0, firstTokenMs: Number.NaN });
      expect(row.latencyMs).toBeGreaterThan(0);
    }
  });

  it('reads replies that arrive byte by byte', async () => {
    const dribble: Answer = (request, { write }) => {
      const bytes = Buffer.from(`${JSON.stringify(doneReply(request))}\n`);
      let at = 0;
      const next = (): void => {
        write(bytes.subarray(at, at + 1));
        at += 1;
        if (at < bytes.length) setImmediate(next);
      };
      next();
    };
    const { end, rows } = await measure(dribble, onnxStep({ requestLimit: 3, durationSeconds: 30 }));
    expect(end.type).toBe('stepEnded');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok']);
  });

  it('records refusals as failures of their kind and goes on', async () => {
    const { end, rows } = await measure((request, connection) => {
      if (connection.index % 2 === 0) atOnce(request, connection);
      else
        connection.reply({
          type: 'error',
          id: request.id,
          kind: 'badRequest',
          message: 'prompts[0]: 60000 is no token',
        });
    });
    expect(end.type).toBe('stepEnded');
    expect(rows.filter(({ outcome }) => outcome === 'failed')).toHaveLength(5);
    expect(rows.filter(({ outcome }) => outcome === 'failed').every(({ errorKind }) => errorKind === 1)).toBe(true);
    expect(end.facts?.errorKinds).toEqual([{ kind: 'badRequest', example: 'prompts[0]: 60000 is no token' }]);
  });

  it('counts empty, short and equal outputs', async () => {
    const { end } = await measure((request, { index, reply }) => {
      if (index < 2) reply(doneReply(request, index));
      else
        reply({
          type: 'done',
          id: request.id,
          outputs: [[1, 1, 1, 1]],
          finishReason: 'length',
          queueMs: 0,
          computeMs: 1,
        });
    });
    expect(end.facts).toMatchObject({ outputsSeen: 10, emptyOutputs: 1, shortOutputs: 1, distinctOutputs: 3 });
  });

  it('asks for one text, of the first counted request, and hands it on untouched', async () => {
    const text = 'a\0\u001b[31m\u2028\r\n<b>🌍\uFFFD';
    const step = onnxStep({ warmupSeconds: 0.2, requestLimit: 5, durationSeconds: 30 });
    const { engine, end, rows } = await measure((request, { reply }) => {
      setTimeout(() => reply({ ...doneReply(request), ...(request.withText ? { text } : {}) }), 20);
    }, step);
    const firstCounted = rows.findIndex(({ phase }) => phase === 'measured');
    expect(firstCounted).toBeGreaterThan(0);
    expect(engine.requests.map(({ withText }) => withText)).toEqual(rows.map((_, index) => index === firstCounted));
    expect(end.facts?.outputSample).toBe(text);
    expect(rows.reduce((sum, row) => sum + row.receivedBytes, 0)).toBe(engine.sentBytes);
  });

  it('has no text to show when the request that was to bring it fails', async () => {
    const { end } = await measure((request, connection) => {
      if (request.withText) connection.reply({ type: 'error', id: request.id, kind: 'runFailed', message: 'no' });
      else atOnce(request, connection);
    });
    expect(end.facts).not.toHaveProperty('outputSample');
  });

  it('ends the step when the engine closes in the middle: everything in flight fails as engine-gone', async () => {
    const step = onnxStep({ durationSeconds: 30, load: { concurrency: 4 } });
    const { end, rows } = await measure((request, connection) => {
      if (connection.index < 6) atOnce(request, connection);
      else if (connection.index === 9) connection.destroy();
    }, step);
    expect(end).toMatchObject({ type: 'stepFailed', failure: { reason: 'The connection to the engine was lost.' } });
    expect(rows.filter(({ outcome }) => outcome === 'ok')).toHaveLength(6);
    expect(rows.filter(({ outcome }) => outcome === 'failed')).toHaveLength(4);
    expect(end.facts?.errorKinds.map(({ kind }) => kind)).toEqual(['engine-gone']);
  });

  it('ends the step on garbage, showing what came', async () => {
    for (const garbage of [
      'HTTP/1.1 200 OK\n',
      '{"type":"token","id":0}\n',
      '[]\n',
      'null\n',
      '\n',
      '{"type":"done","id":0,"outputs":[["x"]]}\n',
      '{"type":"done","id":0,"outputs":[[1]],"text":7,"finishReason":"length","queueMs":0,"computeMs":1}\n',
    ]) {
      const { end } = await measure((_, { write }) => write(garbage));
      expect(end).toMatchObject({
        type: 'stepFailed',
        failure: { reason: 'The engine sent something that is no reply.', detail: garbage.trimEnd() },
      });
      expect(end.facts?.errorKinds.map(({ kind }) => kind)).toEqual(['bad-reply']);
    }
  });

  it('ends the step on a line without end', async () => {
    const { end } = await measure((_, { write }) => write(Buffer.alloc(17 * 1024 * 1024, 'a')));
    expect(end).toMatchObject({ type: 'stepFailed', failure: { reason: 'The engine sent a line without end.' } });
  });

  it('fails a request of which more tokens come than were asked for, and takes no more of them', async () => {
    const { engine, end, rows } = await measure(
      (request, connection) => {
        if (connection.index === 1) atOnce(request, connection);
        else
          for (let count = 0; count < 10_000; count += 1)
            connection.reply({ type: 'token', id: request.id, tokens: [7] });
      },
      onnxStep({ requestLimit: 2, durationSeconds: 30 }),
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['failed', 'ok']);
    expect(rows[0]?.contentEvents).toBe(4);
    expect(end.facts?.errorKinds).toEqual([{ kind: 'bad-reply', example: 'more tokens than were asked for' }]);
    expect(engine.cancelledIds).toEqual([0]);
  });

  it('fails a request whose reply does not fit its batch, and goes on', async () => {
    const { engine, end, rows } = await measure((request, connection) => {
      if (connection.index === 0) connection.reply({ type: 'token', id: request.id, tokens: [1, 2] });
      else if (connection.index === 1) connection.reply({ ...doneReply(request), outputs: [] } as never);
      else if (connection.index === 2) connection.reply({ ...doneReply(request), finishReason: 'cancelled' } as never);
      else if (connection.index === 3) connection.reply(doneReply(request, request.maxOutputTokens + 1));
      else atOnce(request, connection);
    });
    expect(end.type).toBe('stepEnded');
    expect(rows.filter(({ outcome }) => outcome === 'failed')).toHaveLength(4);
    expect(end.facts?.errorKinds).toEqual([
      { kind: 'bad-reply', example: '2 tokens for a batch of 1' },
      { kind: 'cancelled', example: 'the engine cancelled a request that nobody had asked it to' },
    ]);
    expect(engine.cancelledIds).toEqual([0]);
  });

  it('times a request out that is never answered, tells the engine, and takes no notice of what comes late', async () => {
    const step = onnxStep({ requestLimit: 4, durationSeconds: 30, timeoutSeconds: 0.2 });
    const { engine, end, rows, logs } = await measure((request, connection) => {
      if (connection.index === 1) setTimeout(() => connection.reply(doneReply(request)), 300);
      else setTimeout(() => connection.reply(doneReply(request)), connection.index === 3 ? 150 : 0);
    }, step);
    expect(end.type).toBe('stepEnded');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'timedOut', 'ok', 'ok']);
    expect(rows[1]?.latencyMs).toBeGreaterThanOrEqual(200);
    expect(engine.cancelledIds).toEqual([1]);
    expect(logs.filter((line) => line.includes('not in flight'))).toEqual([]);
  });

  it('never matches a reply that came twice, or before it was asked for, to another request', async () => {
    const step = onnxStep({ requestLimit: 3, durationSeconds: 30, timeoutSeconds: 0.3 });
    const { end, rows, logs } = await measure((request, connection) => {
      if (connection.index === 0) {
        connection.reply(doneReply(request));
        connection.reply(doneReply(request));
        connection.reply(doneReply({ ...request, id: 2 }));
      } else if (connection.index === 1) {
        connection.reply(doneReply(request));
      }
    }, step);
    expect(end.type).toBe('stepEnded');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'timedOut']);
    expect(logs).toContain('The engine sent a "done" for request 0, which is not in flight.');
    expect(logs).toContain('2 replies of the engine belonged to no request in flight.');
  });

  it('tells of an engine that does not say which request it refused', async () => {
    const { end, logs } = await measure((request, connection) => {
      if (connection.index === 0)
        connection.reply({ type: 'error', id: null, kind: 'badRequest', message: 'odd line' });
      atOnce(request, connection);
    });
    expect(end.type).toBe('stepEnded');
    expect(logs).toContain('The engine refused a message without saying which: odd line');
  });

  it('stops within a second with requests in flight, and hangs up', async () => {
    const engine = await PlantedEngine.listen((request, connection) => {
      if (connection.index < 4) connection.reply(doneReply(request));
    });
    runner.events.length = 0;
    runner.start(onnxStep({ durationSeconds: 30, load: { concurrency: 4 } }), {
      kind: 'engineSocket',
      socketPath: engine.socketPath,
    });
    await runner.event('live', ({ bucket }) => bucket.completed > 0);
    const askedAt = process.hrtime.bigint();
    runner.send({ type: 'stopStep' });
    const end = await runner.end();
    expect(Number(process.hrtime.bigint() - askedAt) / 1e6).toBeLessThan(1000);
    expect(end).toMatchObject({ type: 'stepEnded', facts: { stopped: true } });
    expect(measuredRows(runner.chunks).map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
    await engine.close();
  });

  it('says that an engine cannot be reached, and why', async () => {
    const end = await runner.run(onnxStep(), { kind: 'engineSocket', socketPath: '/nowhere/engine.sock' });
    expect(end).toMatchObject({ type: 'stepFailed' });
    expect(end.type === 'stepFailed' && end.failure.reason).toMatch(
      /cannot be reached at \/nowhere\/engine\.sock: .*ENOENT/,
    );
    const wrong = await runner.run(onnxStep(), { kind: 'inside' });
    expect(wrong.type === 'stepFailed' && wrong.failure.reason).toContain('the engine is reached by its socket');
  });
});
