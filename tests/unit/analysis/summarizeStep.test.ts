import { describe, expect, it } from 'vitest';
import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import { verdictSentence } from '../../../core/analysis/verdictSentence.ts';
import { unknownTokens } from '../../../core/contract/RecordChunk.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { factsAbout, factsOf, measurementOf, oneAfterTheOther, type SampleRequest, stepOf } from './measurements.ts';

const tenToHundred = oneAfterTheOther([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);

describe('summarizeStep', () => {
  it('takes percentiles and throughput from the counted requests alone', () => {
    const warmUp: SampleRequest[] = [
      { startMs: -50, endMs: -1, phase: 'warmUp' },
      { startMs: -10, endMs: 5, phase: 'warmUp' },
    ];
    const result = summarizeStep(
      measurementOf([...warmUp, ...tenToHundred, { startMs: 550, endMs: 9000, phase: 'coolDown' }]),
    );
    expect(result.requests).toEqual({ sent: 10, ok: 10, failed: 0, timedOut: 0, dropped: 0, reconnects: 0 });
    expect(result.latencyMs).toMatchObject({ count: 10, mean: 55, min: 10, p50: 50, p90: 90, max: 100 });
    expect(result.throughput?.requestsPerSecond).toBeCloseTo(10 / 0.55, 9);
    expect(result.network).toEqual({
      sentBytes: 1000,
      receivedBytes: 10_000,
      sentBytesPerRequest: 100,
      receivedBytesPerRequest: 1000,
      chunksPerResponse: 0,
    });
  });

  it('tells bytes and chunks of those that succeeded, and none of them where none did', () => {
    const streamed = { startMs: 0, endMs: 90, firstTokenMs: 30, gapsMs: [20, 20, 20] };
    const failed: SampleRequest = { startMs: 0, endMs: 5, outcome: 'failed' };
    const { network } = summarizeStep(measurementOf([streamed, { ...streamed, gapsMs: [60] }, failed]));
    expect(network).toMatchObject({ sentBytes: 300, sentBytesPerRequest: 100, chunksPerResponse: 3 });
    expect(summarizeStep(measurementOf([failed])).network).toEqual({ sentBytes: 100, receivedBytes: 1000 });
  });

  it('lets failures enter percentiles as infinite, and shows the successes apart', () => {
    const requests = tenToHundred.map(
      (request, index): SampleRequest =>
        index < 2 ? { ...request, outcome: index === 0 ? 'failed' : 'timedOut', errorKind: 1 } : request,
    );
    const facts = factsAbout(requests, { errorKinds: [{ kind: 'connection-closed', example: 'socket hang up' }] });
    const result = summarizeStep(measurementOf(requests, { facts }));
    expect(result.requests).toMatchObject({ sent: 10, ok: 8, failed: 1, timedOut: 1 });
    expect(result.latencyMs).toMatchObject({ count: 10, mean: 'Infinity', max: 'Infinity', p50: 70, p90: 'Infinity' });
    expect(result.latencyMs).not.toHaveProperty('stdDev');
    expect(result.successLatencyMs).toMatchObject({ count: 8, mean: 65, max: 100 });
    expect(result.errors).toEqual([{ kind: 'connection-closed', count: 2, example: 'socket hang up' }]);
    expect(result.reliability?.errorRate).toBe(0.2);
    expect(result.validity.verdict).toBe('invalid');
  });

  it('counts TTFT from the intended start, TPOT between first token and end, ITL from gaps of single tokens', () => {
    const requests: SampleRequest[] = [
      { startMs: 0, firstTokenMs: 40, endMs: 100, outputTokens: 4, gapsMs: [10, 20, 30] },
      { startMs: 100, firstTokenMs: 150, endMs: 180, outputTokens: 4, gapsMs: [15, 15], multiTokenEvents: 1 },
    ];
    const result = summarizeStep(measurementOf(requests));
    expect(result.ttftMs).toMatchObject({ count: 2, min: 40, max: 50 });
    expect(result.tpotMs).toMatchObject({ count: 2, min: 10, max: 20 });
    // The second request's events carried several tokens: its gaps are no time between tokens.
    expect(result.itlMs).toMatchObject({ count: 3, mean: 20, min: 10, max: 30 });
  });

  it('has no TTFT where replies came whole', () => {
    const result = summarizeStep(measurementOf(tenToHundred));
    for (const name of ['ttftMs', 'tpotMs', 'itlMs', 'sendLagMs']) expect(result).not.toHaveProperty(name);
  });

  it('divides tokens of a batch by its items, and counts items', () => {
    const requests = [{ startMs: 0, firstTokenMs: 20, endMs: 80, outputTokens: 12, gapsMs: [30, 30] }];
    const result = summarizeStep(measurementOf(requests, { step: stepOf({ batchSize: 4 }) }));
    expect(result.tpotMs?.mean).toBe(30);
    expect(result.throughput).toMatchObject({
      requestsPerSecond: 12.5,
      itemsPerSecond: 50,
      outputTokensPerSecond: 150,
    });
  });

  it('has no tokens per second and no TPOT where nobody knows the tokens of a reply, and says why', () => {
    const known = { startMs: 0, firstTokenMs: 20, endMs: 80, outputTokens: 3, gapsMs: [30, 30] };
    const unknown = { ...known, outputTokens: unknownTokens };
    const outputTokensAbsent = 'the server did not say how many tokens 1 of 3 replies have';
    const slos = ['throughput.outputTokensPerSecond>=1', 'tpotMs.p50<=50'];
    const result = summarizeStep(measurementOf([known, unknown, known], { step: stepOf({}, { slos }) }));
    expect(result.throughput).toMatchObject({ outputTokensAbsent, inputTokensPerSecond: 375 });
    expect(result.throughput).not.toHaveProperty('outputTokensPerSecond');
    expect(result).not.toHaveProperty('tpotMs');
    expect(result.slo?.map(({ absent }) => absent)).toEqual([outputTokensAbsent, outputTokensAbsent]);
    expect(result.throughput?.goodputAbsent).toBe(
      'a limit on TPOT, and the server did not say how many tokens each reply has',
    );
    const none = summarizeStep(measurementOf([{ startMs: 0, endMs: 10, outputTokens: 0 }]));
    expect(none.throughput).toMatchObject({ outputTokensPerSecond: 0 });
    expect(none.throughput).not.toHaveProperty('outputTokensAbsent');
  });

  it('judges the client by how long it stood, of older accounts by the longest time', () => {
    const of = (facts: object) =>
      summarizeStep(measurementOf(tenToHundred, { facts: factsAbout(tenToHundred, facts) })).validity.checks.find(
        ({ id }) => id === 'client-saturation',
      )?.status;
    expect(of({ longestLoopDelayMs: 300, stoodStillMs: 300 })).toBe('fail');
    expect(of({ longestLoopDelayMs: 40, stoodStillMs: 0 })).toBe('pass');
    expect(of({ longestLoopDelayMs: 300 })).toBe('fail');
  });

  it('takes memory and CPU of the engine from the measured window, and says why the GPU is absent', () => {
    const sample = (atMs: number, residentBytes: number, cpuPercent: number): TelemetrySample => ({
      atMs,
      memoryUsedBytes: 1,
      memoryTotalBytes: 2,
      processes: [
        { role: 'engine', processes: 1, residentBytes, cpuPercent },
        { role: 'client', processes: 1, residentBytes: 7, cpuPercent: 3 },
      ],
    });
    const telemetry = [sample(-100, 999, 900), sample(600, 100, 90), sample(5000, 300, 110), sample(20_000, 999, 900)];
    const result = summarizeStep(measurementOf(tenToHundred, { telemetry, facts: factsOf() }));
    expect(result.memory).toMatchObject({ peakBytes: 300, meanBytes: 200, of: 'engine process' });
    // Ten requests in ten seconds of one whole core.
    expect(result.cpu).toMatchObject({
      meanPercent: 100,
      peakPercent: 110,
      clientMeanPercent: 3,
      requestsPerCpuSecond: 1,
    });
    expect(result.gpu).toEqual({ absent: 'nvidia-smi is not on PATH' });
  });

  it('says that nothing was sampled instead of showing a zero', () => {
    const result = summarizeStep(
      measurementOf(tenToHundred, { telemetryLosses: { telemetry: 'the telemetry process ended (SIGKILL)' } }),
    );
    expect(result.memory).toEqual({ absent: 'the telemetry process ended (SIGKILL)' });
    expect(result.cpu).toEqual({ absent: 'the telemetry process ended (SIGKILL)' });
  });

  it('is invalid when the step failed half way, and keeps what was measured', () => {
    const failure = { reason: 'The engine process was ended by SIGKILL', remedy: 'Run it again' };
    const result = summarizeStep(measurementOf(tenToHundred, { failure }));
    expect(result.validity.verdict).toBe('invalid');
    expect(result.failure).toEqual(failure);
    expect(result.latencyMs?.count).toBe(10);
  });

  it('is invalid when it was stopped, since what was in flight then left no record', () => {
    const facts = factsAbout(tenToHundred, { stopped: true });
    const result = summarizeStep(measurementOf(tenToHundred, { facts, interrupted: true }));
    expect(result).toMatchObject({ interrupted: true, validity: { verdict: 'invalid' }, latencyMs: { count: 10 } });
    expect(verdictSentence(result).headline).toBe('Invalid: the step was stopped before its end');
  });

  it('stands without a single request', () => {
    const result = summarizeStep(measurementOf([]));
    expect(result.requests.sent).toBe(0);
    expect(result.validity.verdict).toBe('invalid');
    for (const name of ['latencyMs', 'throughput', 'curve', 'histogram']) expect(result).not.toHaveProperty(name);
  });

  it('counts requests in flight second by second from the records', () => {
    const result = summarizeStep(
      measurementOf([
        { startMs: -500, endMs: 1500, phase: 'warmUp' },
        { startMs: 250, endMs: 3250 },
        { startMs: 1500, endMs: 3900 },
      ]),
    );
    expect(result.series?.map(({ inFlight }) => inFlight)).toEqual([1.75, 2, 2, 1150 / 900]);
  });

  it('sets levels against the lowest one of the same scenario', () => {
    const batchStep = (batchSize: number) => stepOf({ batchSize }, { scenario: 'latency/batch_processing' });
    const one = summarizeStep(measurementOf(oneAfterTheOther(Array(20).fill(100)), { step: batchStep(1) }));
    const four = summarizeStep(
      measurementOf(oneAfterTheOther(Array(20).fill(160)), { step: batchStep(4), earlier: [one] }),
    );
    expect(one.batch?.efficiency).toBe(1);
    // Four items in 160 ms are 25/s, where batches of one bring 10/s.
    expect(four.batch?.efficiency).toBeCloseTo(25 / 40, 12);
    const levels = [1, 2].map((concurrency) => stepOf({ concurrency }, { scenario: 'latency/concurrent_requests' }));
    const alone = summarizeStep(measurementOf(oneAfterTheOther(Array(20).fill(100)), { step: levels[0] ?? stepOf() }));
    const broken = { ...alone, validity: { verdict: 'invalid' as const, checks: [] } };
    const beside = summarizeStep(
      measurementOf(oneAfterTheOther(Array(20).fill(80)), { step: levels[1] ?? stepOf(), earlier: [broken] }),
    );
    expect(beside).not.toHaveProperty('concurrency');
    const pair = summarizeStep(
      measurementOf(oneAfterTheOther(Array(20).fill(80)), { step: levels[1] ?? stepOf(), earlier: [alone] }),
    );
    expect(pair.concurrency?.scalingEfficiency).toBeCloseTo(12.5 / 20, 12);
  });

  it('shows second by second what ended when, gaps as gaps', () => {
    const result = summarizeStep(
      measurementOf([
        { startMs: 0, endMs: 400 },
        { startMs: 2100, endMs: 2900, outcome: 'failed', errorKind: 1 },
      ]),
    );
    expect(result.series).toEqual([
      {
        atMs: 0,
        completed: 1,
        failed: 0,
        inFlight: 0.4,
        p50Ms: 400,
        p95Ms: 400,
        p99Ms: 400,
        offered: 1,
        dropped: 0,
        sentBytes: 100,
        receivedBytes: 1000,
      },
      { atMs: 1000, completed: 0, failed: 0, inFlight: 0, offered: 0, dropped: 0, sentBytes: 0, receivedBytes: 0 },
      {
        atMs: 2000,
        completed: 0,
        failed: 1,
        // Of the last second only what the step reached into.
        inFlight: 800 / 900,
        offered: 1,
        dropped: 0,
        failedByKind: [1],
        sentBytes: 100,
        receivedBytes: 1000,
      },
    ]);
  });

  it('tells for each second what was due, never sent, and failed in which way', () => {
    const errorKinds = [
      { kind: 'http-503', example: 'busy' },
      { kind: 'timeout', example: '1 s' },
    ];
    const requests: SampleRequest[] = [
      { startMs: -100, endMs: 100, outcome: 'failed', errorKind: 1, phase: 'warmUp' },
      { startMs: 0, endMs: 1500, outcome: 'timedOut', errorKind: 2 },
      { startMs: 10, endMs: 1600, outcome: 'failed', errorKind: 1 },
      { startMs: 20, endMs: 1700, outcome: 'failed', errorKind: 1 },
      { startMs: 30, endMs: Number.NaN, outcome: 'dropped' },
    ];
    const facts = factsOf({ errorKinds });
    const { series, errors } = summarizeStep(measurementOf(requests, { facts, step: stepOf({}, { engine: 'dummy' }) }));
    expect(errors.map(({ kind }) => kind)).toEqual(['timeout', 'http-503']);
    expect(series).toMatchObject([
      { offered: 5, dropped: 1, failed: 1, failedByKind: [0, 1] },
      { offered: 0, dropped: 0, failed: 3, failedByKind: [1, 2] },
    ]);
    // The dummy target sends nothing.
    expect(series?.[0]).not.toHaveProperty('sentBytes');
  });

  it('goes on to the end of a load with phases, and tells the GPUs', () => {
    const phases = [
      { name: 'steady', durationSeconds: 2, concurrency: 1 },
      { name: 'idle', durationSeconds: 3, concurrency: 0 },
    ];
    const step = stepOf({ phases }, { scenario: 'memory/memory_profiling', durationSeconds: 5 });
    const gpu = { index: 0, uuid: 'a', name: 'A' };
    const sample = (atMs: number, residentBytes: number): TelemetrySample => ({
      atMs,
      memoryUsedBytes: 0,
      memoryTotalBytes: 1,
      processes: [{ role: 'engine', processes: 1, residentBytes }],
      gpus: [
        { ...gpu, utilizationPercent: 80, memoryUsedBytes: 10 },
        { ...gpu, uuid: 'b', utilizationPercent: 40, memoryUsedBytes: 20 },
      ],
    });
    const result = summarizeStep(
      measurementOf([{ startMs: 0, endMs: 1900 }], {
        step,
        telemetry: [sample(500, 100), sample(1500, 300), sample(4500, 50)],
        phases: [
          { name: 'idle', fromMs: -2000, toMs: -1000, counted: false },
          { name: 'measured', fromMs: 0, toMs: 5000 },
        ],
      }),
    );
    expect(result.series).toHaveLength(5);
    expect(result.series?.[4]).toMatchObject({ engineMemoryBytes: 50, gpuUtilizationPercent: 60, gpuMemoryBytes: 30 });
    expect(result.phases).toMatchObject([
      { name: 'idle', counted: false, memory: { absent: expect.any(String) } },
      { name: 'steady', fromMs: 0, toMs: 2000, requests: { ok: 1 }, memory: { peakBytes: 300, meanBytes: 200 } },
      { name: 'idle', fromMs: 2000, toMs: 5000, requests: { sent: 0 }, memory: { peakBytes: 50 } },
    ]);
    expect(result.phases[2]).not.toHaveProperty('requestsPerSecond');
  });
});
