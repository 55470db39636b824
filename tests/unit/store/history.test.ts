import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { resultDocument } from '../../../core/contract/resultDocument.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { exampleRecords, exampleResult, exampleRun, exampleSample } from './exampleRun.ts';
import { type OpenedService, openedService } from './openedService.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const endedAt = '2026-03-14T15:11:00.000Z';
const page = { limit: 50, offset: 0 };

function failureOf(service: OpenedService, ...[name, arguments_]: Parameters<OpenedService['attempt']>) {
  const event = service.attempt(name, arguments_);
  if (event.type !== 'callFailed') throw new Error(`${name} succeeded`);
  return event.failure;
}

/** Ends the process's hold without finishing anything, as a crash would. */
function abandon(service: OpenedService): void {
  service.service.close();
}

describe('a stored run', () => {
  it('comes back as the document that its schema describes', () => {
    const service = openedService(temporaryDirectory());
    const run = exampleRun('a', [1, 2]);
    expect(service.call('createRun', run)).toEqual({ number: 1 });
    // Steps may finish in another order than planned; the document has the plan's.
    for (const concurrency of [2, 1]) {
      service.call('beginStep', { runId: 'a', stepId: `step-${concurrency}`, index: concurrency - 1 });
      service.call('appendRecords', { runId: 'a', stepId: `step-${concurrency}`, chunk: exampleRecords(0, 10) });
      service.call('finishStep', { runId: 'a', result: exampleResult(concurrency) });
    }
    service.call('finishRun', { runId: 'a', status: 'completed', endedAt });

    const document = resultDocument.parse(service.call('showRun', { run: 'a' }));
    expect(document).toEqual({
      schema: 'inferneo-bench/result/1',
      run: {
        id: 'a',
        number: 1,
        name: 'Run a',
        startedAt: run.startedAt,
        endedAt,
        status: 'completed',
        plan: run.plan,
        fingerprint: run.fingerprint,
        recordsHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      steps: [exampleResult(1), exampleResult(2)],
      comparisons: [],
      recommendations: [],
    });
    expect(service.call('showRun', { run: '1' })).toEqual(document);
    expect(service.call('showRun', { run: 'latest' })).toEqual(document);
    expect(service.call('showRun', { run: '2' })).toBeNull();
    expect(service.call('showRun', { run: 'b' })).toBeNull();
  });

  it('has a hash of its raw data that a change of one record changes', () => {
    const hashOf = (firstIndex: number): string | undefined => {
      const service = openedService(temporaryDirectory());
      service.call('createRun', exampleRun('a'));
      service.call('beginStep', { runId: 'a', stepId: 'step-1', index: 0 });
      service.call('appendRecords', { runId: 'a', stepId: 'step-1', chunk: exampleRecords(0, 10) });
      service.call('appendRecords', { runId: 'a', stepId: 'step-1', chunk: exampleRecords(firstIndex, 10) });
      service.call('finishRun', { runId: 'a', status: 'completed', endedAt });
      return service.call('showRun', { run: 'a' })?.run.recordsHash;
    };
    expect(hashOf(10)).toBe(hashOf(10));
    expect(hashOf(10)).not.toBe(hashOf(11));
  });

  it('takes a fingerprint that becomes complete later', () => {
    const service = openedService(temporaryDirectory());
    const run = exampleRun('a');
    service.call('createRun', run);
    const fingerprint = { ...run.fingerprint, engines: [{ target: 'dummy', model: 'dummy_fast', engine: 'dummy' }] };
    service.call('updateFingerprint', { runId: 'a', fingerprint });
    expect(service.call('showRun', { run: 'a' })?.run.fingerprint).toEqual(fingerprint);
  });

  it('takes a plan that a search made longer, and refuses one that would move a step that has begun', () => {
    const service = openedService(temporaryDirectory());
    const run = exampleRun('a');
    service.call('createRun', run);
    service.call('beginStep', { runId: 'a', stepId: 'step-1', index: 0 });
    const [first, ...rest] = run.plan.steps;
    if (first === undefined) throw new Error('the example has no step');
    const steps = [first, { ...first }, ...rest].map((step, index) => ({ ...step, id: `step-${index + 1}`, index }));
    const plan = { ...run.plan, steps };
    service.call('extendPlan', { runId: 'a', plan });
    expect(service.call('showRun', { run: 'a' })?.run.plan).toEqual(plan);
    expect(service.call('listRuns', { limit: 1, offset: 0 }).runs[0]?.plannedSteps).toBe(steps.length);
    // A result of a step that only the longer plan has.
    service.call('finishStep', { runId: 'a', result: exampleResult(steps.length) });
    const moved = { ...plan, steps: steps.map((step) => ({ ...step, id: `step-${step.index + 2}` })) };
    expect(() => service.call('extendPlan', { runId: 'a', plan: moved })).toThrow(
      'step-1, which has begun, would move',
    );
  });

  it('keeps the step that failed before it began', () => {
    const service = openedService(temporaryDirectory());
    service.call('createRun', exampleRun('a'));
    const failed = exampleResult(2, { failure: { reason: 'The engine did not start', remedy: 'Look at its log' } });
    service.call('finishStep', { runId: 'a', result: failed });
    service.call('finishStep', { runId: 'a', result: exampleResult(1) });
    expect(service.call('showRun', { run: 'a' })?.steps).toEqual([exampleResult(1), failed]);
  });
});

describe('records and telemetry', () => {
  it('come back in order and whole, committed or not yet', () => {
    const directory = temporaryDirectory();
    const service = openedService(directory);
    service.call('createRun', exampleRun('a'));
    service.call('beginStep', { runId: 'a', stepId: 'step-1', index: 0 });
    const chunks = [exampleRecords(0, 100), exampleRecords(100, 1), exampleRecords(101, 0), exampleRecords(101, 50)];
    for (const chunk of chunks.slice(0, 2)) service.call('appendRecords', { runId: 'a', stepId: 'step-1', chunk });
    service.call('beginStep', { runId: 'a', stepId: 'step-2', index: 1 });
    for (const chunk of chunks.slice(2)) service.call('appendRecords', { runId: 'a', stepId: 'step-1', chunk });
    const step = { runId: 'a', stepId: 'step-1' };
    expect(service.call('readRecords', step)).toEqual(chunks);
    expect(service.call('readRecords', { runId: 'a', stepId: 'step-2' })).toEqual([]);
    abandon(service);
    expect(openedService(directory, 'read').call('readRecords', step)).toEqual(chunks);
  });

  it('keep every field of a sample, and what a sample lacks stays absent', () => {
    const directory = temporaryDirectory();
    const service = openedService(directory);
    service.call('createRun', exampleRun('a'));
    const gpu = { index: 1, uuid: 'GPU-1', name: 'Example GPU' };
    const samples: TelemetrySample[] = [
      exampleSample(100, true),
      { ...exampleSample(200), gpus: [{ ...gpu, utilizationPercent: 99, throttleReasons: ['power cap', 'thermal'] }] },
      exampleSample(300),
      { ...exampleSample(400), processes: [] },
      { ...exampleSample(500), gpus: [{ ...gpu, powerWatts: 250.5, memoryUsedBytes: 1e9, throttleReasons: [] }] },
    ];
    service.call('appendTelemetry', { runId: 'a', samples: samples.slice(0, 2) });
    service.call('beginStep', { runId: 'a', stepId: 'step-1', index: 0 });
    service.call('appendTelemetry', { runId: 'a', samples: samples.slice(2, 3) });
    service.call('appendTelemetry', { runId: 'a', samples: [] });
    service.call('appendTelemetry', { runId: 'a', samples: samples.slice(3) });
    expect(service.call('readTelemetry', { runId: 'a' })).toEqual(samples);
    abandon(service);
    expect(openedService(directory, 'read').call('readTelemetry', { runId: 'a' })).toEqual(samples);
    const database = new Database(join(directory, 'inferneo-bench.sqlite'), { readonly: true });
    const identities = database.prepare("SELECT subject || ' ' || metric FROM series").pluck().all() as string[];
    database.close();
    expect(new Set(identities).size).toBe(identities.length);
    expect(identities).toContain('process:engine residentBytes');
    expect(identities).toContain('gpu:1 powerWatts');
  });

  it('name the chunk that is damaged, and leave the rest readable', () => {
    const directory = temporaryDirectory();
    const service = openedService(directory);
    service.call('createRun', exampleRun('a'));
    for (const [index, stepId] of ['step-1', 'step-2'].entries()) {
      service.call('beginStep', { runId: 'a', stepId, index });
      for (let chunk = 0; chunk < 3; chunk += 1) {
        service.call('appendRecords', { runId: 'a', stepId, chunk: exampleRecords(chunk, 4) });
      }
    }
    service.call('appendTelemetry', { runId: 'a', samples: [exampleSample(100)] });
    service.call('finishRun', { runId: 'a', status: 'completed', endedAt });
    const database = new Database(join(directory, 'inferneo-bench.sqlite'));
    database.exec(`UPDATE record_chunk SET payload = CAST(substr(payload, 1, length(payload) - 1) || x'00' AS BLOB)
      WHERE position = 1 AND step_key = (SELECT key FROM step WHERE id = 'step-2')`);
    database.exec("UPDATE sample_chunk SET payload = x'01'");
    database.close();
    const failure = failureOf(service, 'readRecords', { runId: 'a', stepId: 'step-2' });
    expect(failure.reason).toMatch(/^Record chunk 1 of step step-2 of run #1 is damaged: its checksum is .* not .*\.$/);
    expect(failureOf(service, 'readTelemetry', { runId: 'a' }).reason).toContain(
      'Telemetry chunk 0 of run #1 is damaged',
    );
    expect(service.call('readRecords', { runId: 'a', stepId: 'step-1' })).toHaveLength(3);
    expect(service.call('showRun', { run: 'a' })?.run.id).toBe('a');
  });
});

describe('the list of runs', () => {
  it('marks a p95 that rests on too few requests', () => {
    const service = openedService(temporaryDirectory());
    for (const [id, belowFloor] of [
      ['thin', ['p95', 'p99', 'p999']],
      ['enough', ['p99', 'p999']],
    ] as const) {
      service.call('createRun', exampleRun(id, [1]));
      const result = exampleResult(1);
      if (result.latencyMs !== undefined) result.latencyMs.belowFloor = [...belowFloor];
      service.call('finishStep', { runId: id, result });
    }
    const { runs } = service.call('listRuns', page);
    expect(runs.map((run) => [run.id, run.p95BelowFloor])).toEqual([
      ['enough', undefined],
      ['thin', true],
    ]);
  });

  it('has the newest first, with what is known of each', () => {
    const service = openedService(temporaryDirectory());
    service.call('createRun', exampleRun('first', [1, 2, 4]));
    service.call('finishStep', { runId: 'first', result: exampleResult(1, { p95: 7 }) });
    service.call('finishStep', {
      runId: 'first',
      result: exampleResult(2, {
        p95: 'Infinity',
        requests: { sent: 100, ok: 60, failed: 30, timedOut: 10, dropped: 5, reconnects: 0 },
        validity: { verdict: 'suspect', checks: [] },
      }),
    });
    const { latencyMs: _, ...noLatency } = exampleResult(4, {
      interrupted: true,
      requests: { sent: 0, ok: 0, failed: 0, timedOut: 0, dropped: 0, reconnects: 0 },
    });
    service.call('finishStep', { runId: 'first', result: noLatency });
    service.call('finishRun', { runId: 'first', status: 'completed', endedAt });
    service.call('createRun', exampleRun('second', [1]));

    expect(service.call('listRuns', page)).toEqual({
      total: 2,
      runs: [
        {
          id: 'second',
          number: 2,
          name: 'Run second',
          startedAt: '2026-03-14T15:09:26.000Z',
          status: 'running',
          targets: ['dummy'],
          models: ['dummy_fast'],
          scenarios: ['latency/concurrent_requests'],
          plannedSteps: 1,
          finishedSteps: 0,
        },
        {
          id: 'first',
          number: 1,
          name: 'Run first',
          startedAt: '2026-03-14T15:09:26.000Z',
          endedAt,
          status: 'completed',
          targets: ['dummy'],
          models: ['dummy_fast'],
          scenarios: ['latency/concurrent_requests'],
          plannedSteps: 3,
          finishedSteps: 2,
          verdict: 'suspect',
          p95Ms: 'Infinity',
          p95Interval: [6, 'Infinity'],
          failedFraction: 0.2,
        },
      ],
    });
    expect(service.call('listRuns', { limit: 1, offset: 1 }).runs.map(({ id }) => id)).toEqual(['first']);
  });

  it('never uses a number again, and finds a run whose id looks like a number by its id', () => {
    const directory = temporaryDirectory();
    const service = openedService(directory);
    service.call('createRun', exampleRun('7'));
    service.call('createRun', exampleRun('gone'));
    abandon(service);
    const database = new Database(join(directory, 'inferneo-bench.sqlite'));
    database.pragma('foreign_keys = ON');
    database.exec("DELETE FROM run WHERE id = 'gone'");
    database.close();
    const again = openedService(directory);
    expect(again.call('createRun', exampleRun('next'))).toEqual({ number: 3 });
    expect(again.call('showRun', { run: '7' })?.run.number).toBe(1);
  });
});

describe('a run whose process is gone', () => {
  function crashed(directory: string, chunk = exampleRecords(0, 5)): void {
    const service = openedService(directory);
    service.call('createRun', exampleRun('done'));
    service.call('finishRun', { runId: 'done', status: 'completed', endedAt });
    service.call('createRun', exampleRun('cut'));
    service.call('beginStep', { runId: 'cut', stepId: 'step-1', index: 0 });
    service.call('finishStep', { runId: 'cut', result: exampleResult(1) });
    service.call('beginStep', { runId: 'cut', stepId: 'step-2', index: 1 });
    service.call('appendRecords', { runId: 'cut', stepId: 'step-2', chunk });
    abandon(service);
  }

  it('reads as interrupted at once, before anybody has marked it', () => {
    const directory = temporaryDirectory();
    crashed(directory);
    const reader = openedService(directory, 'read');
    expect(reader.call('listRuns', page).runs.map(({ id, status }) => [id, status])).toEqual([
      ['cut', 'interrupted'],
      ['done', 'completed'],
    ]);
    const document = resultDocument.parse(reader.call('showRun', { run: 'latest' }));
    expect(document.run).toMatchObject({
      id: 'cut',
      status: 'interrupted',
      reason: expect.stringContaining('ended before'),
    });
  });

  it('shows what was measured of the step that it did not live to finish', () => {
    const directory = temporaryDirectory();
    crashed(directory);
    for (const mode of ['read', 'write'] as const) {
      const [, cut] = resultDocument.parse(openedService(directory, mode).call('showRun', { run: 'cut' })).steps;
      expect(cut).toMatchObject({
        id: 'step-2',
        interrupted: true,
        requests: { sent: 5, ok: 5, failed: 0 },
        gpu: { absent: 'nvidia-smi was not found' },
        validity: { verdict: 'invalid' },
      });
      expect(cut?.latencyMs?.p50).toBeCloseTo(5.1 + 1 / 3, 9);
      expect(cut?.phases.map(({ name }) => name)).toEqual(['measured']);
      expect(cut?.phases[0]?.toMs).toBeCloseTo(40 + 5.1 + 1 / 3 - 0.125, 9);
    }
  });

  it('shows a step whose records are damaged as failed for that reason, and its other steps', () => {
    const directory = temporaryDirectory();
    crashed(directory);
    const database = new Database(join(directory, 'inferneo-bench.sqlite'));
    database.exec("UPDATE record_chunk SET payload = x'00'");
    database.close();
    const { steps } = resultDocument.parse(openedService(directory, 'read').call('showRun', { run: 'cut' }));
    expect(steps.map(({ id }) => id)).toEqual(['step-1', 'step-2']);
    expect(steps[1]?.failure?.reason).toContain('is damaged');
  });

  it('shows a step whose records contradict themselves as failed for that reason, and lists the run', () => {
    const directory = temporaryDirectory();
    const odd = exampleRecords(0, 5);
    odd.endMs[2] = Number.NaN;
    crashed(directory, odd);
    const reader = openedService(directory, 'read');
    const { steps } = resultDocument.parse(reader.call('showRun', { run: 'cut' }));
    expect(steps.map(({ id }) => id)).toEqual(['step-1', 'step-2']);
    expect(steps[1]?.failure).toMatchObject({
      reason: expect.stringContaining('contradict themselves'),
      detail: expect.stringContaining('NaN'),
    });
    expect(reader.call('listRuns', page).runs.map(({ id }) => id)).toEqual(['cut', 'done']);
  });

  it('is marked by the next writer, keeping its finished steps and all its records', () => {
    const directory = temporaryDirectory();
    crashed(directory);
    const next = openedService(directory);
    expect(next.events.find((event) => event.type === 'opened')?.interruptedRuns).toEqual(['cut']);
    const document = resultDocument.parse(next.call('showRun', { run: 'cut' }));
    expect(document.steps[0]).toEqual(exampleResult(1));
    expect(document.run.endedAt).toBeUndefined();
    expect(document.run.recordsHash).toMatch(/^[0-9a-f]{64}$/);
    expect(next.call('readRecords', { runId: 'cut', stepId: 'step-2' })).toEqual([exampleRecords(0, 5)]);
    abandon(next);
    expect(openedService(directory).events.find((event) => event.type === 'opened')?.interruptedRuns).toEqual([]);
  });

  it('is not the latest while it still goes on', () => {
    const service = openedService(temporaryDirectory());
    service.call('createRun', exampleRun('only'));
    const goingOn = resultDocument.parse(service.call('showRun', { run: 'latest' }));
    expect(goingOn.run).toMatchObject({ id: 'only', reason: expect.stringContaining('still goes on') });
    service.call('finishRun', { runId: 'only', status: 'failed', endedAt, reason: 'no request succeeded' });
    service.call('createRun', exampleRun('now'));
    expect(service.call('showRun', { run: 'latest' })?.run).toMatchObject({
      id: 'only',
      status: 'failed',
      reason: 'no request succeeded',
    });
  });
});

describe('calls that cannot be right', () => {
  it('are refused with the reason, and change nothing', () => {
    const service = openedService(temporaryDirectory());
    service.call('createRun', exampleRun('a', [1]));
    const chunk = exampleRecords(0, 3);
    const refused: [Parameters<OpenedService['attempt']>, string][] = [
      [['createRun', exampleRun('a')], 'there is one with the id a already'],
      [['beginStep', { runId: 'b', stepId: 'step-1', index: 0 }], 'no run with the id b goes on here'],
      [['appendRecords', { runId: 'a', stepId: 'step-1', chunk }], 'the step has not been begun'],
      [['finishStep', { runId: 'a', result: exampleResult(9) }], 'run #1 has no such step'],
      [['readTelemetry', { runId: 'b' }], 'There is no run with the id b'],
      [['finishRun', { runId: 'a', status: 'completed', endedAt: 'yesterday' }], 'does not have the shape'],
    ];
    for (const [call, reason] of refused) expect(failureOf(service, ...call).reason).toContain(reason);

    service.call('beginStep', { runId: 'a', stepId: 'step-1', index: 0 });
    expect(failureOf(service, 'beginStep', { runId: 'a', stepId: 'step-1', index: 0 }).reason).toContain(
      'begun before',
    );
    const short = { ...chunk, endMs: new Float64Array(2) };
    expect(failureOf(service, 'appendRecords', { runId: 'a', stepId: 'step-1', chunk: short }).reason).toContain(
      'endMs holds 2 values in a chunk of 3 records',
    );
    const notANumber = exampleResult(1, { p95: Number.NaN });
    expect(failureOf(service, 'finishStep', { runId: 'a', result: notANumber }).detail).toContain('latencyMs.p95');
    service.call('finishStep', { runId: 'a', result: exampleResult(1) });
    expect(failureOf(service, 'appendRecords', { runId: 'a', stepId: 'step-1', chunk }).reason).toContain(
      'is finished',
    );
    expect(failureOf(service, 'finishStep', { runId: 'a', result: exampleResult(1) }).reason).toContain(
      'has one already',
    );
    service.call('finishRun', { runId: 'a', status: 'completed', endedAt });
    expect(failureOf(service, 'finishRun', { runId: 'a', status: 'failed', endedAt }).reason).toContain('no run');
    expect(service.call('showRun', { run: 'a' })?.steps).toHaveLength(1);
    expect(service.call('readRecords', { runId: 'a', stepId: 'step-1' })).toEqual([]);
  });

  it('are answered even when no directory is open', () => {
    const service = openedService(temporaryDirectory());
    service.service.close();
    expect(failureOf(service, 'listRuns', page).reason).toBe('No data directory is open.');
  });
});
