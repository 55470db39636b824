import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { openAiStep } from '../../unit/runner/plannedSteps.ts';
import { measuredRows } from '../../unit/runner/recordRows.ts';
import { RunnerProcess } from '../runner/RunnerProcess.ts';
import type { OverloadServerOptions, ReceivedRequest } from './overloadServer.ts';
import { summaryOf } from './summaryOf.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

type Phases = NonNullable<PlannedStep['load']['phases']>;

interface Measured {
  result: StepResult;
  /** When the requests of the client were due, in order, milliseconds since the load began. */
  dueMs: number[];
  measuredMs: number;
}

/** A server in a process of its own. */
async function startServer(options: OverloadServerOptions): Promise<{ url: string; child: ChildProcess }> {
  const entry = fileURLToPath(new URL('./overloadServer.ts', import.meta.url));
  const child = fork(entry, [JSON.stringify(options)], { execArgv: [] });
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, child };
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function measure(url: string, scenario: PlannedStep['scenario'], phases: Phases): Promise<Measured> {
  const durationSeconds = phases.reduce((sum, phase) => sum + phase.durationSeconds, 0);
  const load = { loop: 'open', ratePerSecond: 50, arrival: 'constant', maxInFlight: 2000, phases } as const;
  const step = openAiStep({ scenario, durationSeconds, outputTokens: 1, stream: false, load });
  const end = await runner.run(step, { kind: 'address', url, headers: {} });
  expect(end.type).toBe('stepEnded');
  const { measuredFromMs = Number.NaN, measuredToMs = Number.NaN } = end.facts ?? {};
  const result = summaryOf(step, runner, end.facts);
  const dueMs = measuredRows(runner.chunks).map(({ intendedStartMs }) => intendedStartMs - measuredFromMs);
  return { result, dueMs: dueMs.sort((a, b) => a - b), measuredMs: measuredToMs - measuredFromMs };
}

describe('a server that refuses what comes beyond its queue', () => {
  /** From 20 to 200 a second in 4 s. */
  const perSecondEachSecond = 45;
  const phases: Phases = [
    { name: 'ramp', durationSeconds: 4, ratePerSecond: 20, toRatePerSecond: 200 },
    { name: 'peak', durationSeconds: 0.5, ratePerSecond: 200 },
    { name: 'recovery', durationSeconds: 1, ratePerSecond: 40 },
  ];

  /** Whether all that other work on the machine can spoil is right. */
  async function isRight(): Promise<boolean> {
    const { url, child } = await startServer({ serviceMs: 10, mostWaiting: 5 });
    try {
      const { result, dueMs } = await measure(url, 'production/stress_test', phases);
      child.send('books');
      const [received] = (await once(child, 'message')) as [ReceivedRequest[]];
      const refused = received.filter(({ isRefused }) => isRefused);
      // 20 · 4 + 45 · 4² / 2 on the ramp, 100 at the peak, and 40.
      expect(dueMs).toHaveLength(440 + 100 + 40);
      expect(received).toHaveLength(dueMs.length);
      const { requests, errors, breakingPoint, recovery } = result;
      expect(requests).toMatchObject({ ok: received.length - refused.length, failed: refused.length, dropped: 0 });
      expect(errors).toMatchObject([{ kind: 'http-503', count: refused.length }]);
      if (breakingPoint === undefined || 'absent' in breakingPoint) return false;
      if (recovery === undefined || 'absent' in recovery) return false;
      // The first that was refused, by the server's clock, and what was offered then. What the worker cannot do fills the
      // queue of five 0.52 s after 100/s: at 123/s.
      const [first] = received;
      const sinceFirstMs = (refused[0]?.receivedMs ?? Number.NaN) - (first?.receivedMs ?? Number.NaN);
      const firstRefusedAt = 20 + (perSecondEachSecond * ((dueMs[0] ?? Number.NaN) + sinceFirstMs)) / 1000;
      const { cause, offeredPerSecond, interval95: [low = Number.NaN, high = Number.NaN] = [] } = breakingPoint;
      return (
        cause === 'errors' &&
        firstRefusedAt > 95 &&
        firstRefusedAt < 130 &&
        // Two rates a few requests apart: what is due at once is not refused in the order in which it was due.
        Math.abs(offeredPerSecond - firstRefusedAt) < 5 &&
        low - 2 <= firstRefusedAt &&
        firstRefusedAt <= high + 2 &&
        recovery.seconds < 0.2
      );
    } finally {
      await stopServer(child);
    }
  }

  it('breaks by errors at the rate at which it begins to refuse, and comes back', { timeout: 40_000 }, async () => {
    let tries = 0;
    while (tries < 3) {
      tries += 1;
      if (await isRight()) return;
    }
    expect.fail(`wrong in each of ${tries} runs`);
  });
});

describe('a server that dies', () => {
  /** 30, 60 and 30 requests. */
  const phases: Phases = [
    { name: 'base', durationSeconds: 0.5, ratePerSecond: 60 },
    { name: 'burst', durationSeconds: 0.5, ratePerSecond: 120 },
    { name: 'recovery', durationSeconds: 0.5, ratePerSecond: 60 },
  ];
  const notBack = { absent: expect.stringMatching(/^latency had not come back 0\.5\ss after the overload/) };
  const noBase = { absent: expect.stringMatching(/^more than 5\s% of the 30 requests of the phase “base” failed/) };

  it.each([
    { phase: 'base', answers: 15, ok: [15, 0, 0], burst: noBase, recovery: noBase },
    {
      phase: 'burst',
      answers: 50,
      ok: [30, 20, 0],
      burst: { penaltyP50: 'Infinity', penaltyP95: 'Infinity', shed: 0 },
      recovery: notBack,
    },
    {
      phase: 'recovery',
      answers: 105,
      ok: [30, 60, 15],
      burst: { penaltyP50: expect.any(Number), penaltyP95: expect.any(Number), shed: 0 },
      recovery: notBack,
    },
  ])('in the phase $phase loses no request', { timeout: 30_000 }, async ({ answers, ok, burst, recovery }) => {
    const { url, child } = await startServer({ serviceMs: 2, diesAfterAnswers: answers });
    try {
      const { result, dueMs, measuredMs } = await measure(url, 'throughput/burst_handling', phases);
      expect(child.signalCode).toBe('SIGKILL');
      expect(dueMs).toHaveLength(120);
      expect(result.requests).toMatchObject({ sent: 120, ok: answers, failed: 120 - answers, timedOut: 0, dropped: 0 });
      // What was in flight went out again once, on a fresh connection, which nobody takes.
      expect(result.requests.reconnects).toBeGreaterThan(0);
      expect(result.requests.reconnects).toBeLessThanOrEqual(120 - answers);
      const kinds = result.errors.map(({ kind }) => kind);
      expect(kinds).toContain('connection-refused');
      expect(['connection-refused', 'connection-reset', 'connection-closed']).toEqual(expect.arrayContaining(kinds));
      expect(result.errors.reduce((sum, { count }) => sum + count, 0)).toBe(120 - answers);
      // It ends when its plan does: nothing is waited for that cannot come.
      expect(measuredMs).toBeLessThan(5000);
      const due = [30, 60, 30];
      expect(result.phases).toMatchObject(
        phases.map(({ name }, index) => {
          const succeeded = ok[index] ?? 0;
          return { name, requests: { ok: succeeded, failed: (due[index] ?? 0) - succeeded, timedOut: 0, dropped: 0 } };
        }),
      );
      for (const [index, { latencyMs }] of result.phases.entries()) {
        const isWhole = ok[index] === due[index];
        if (isWhole) expect(latencyMs?.max).toBeLessThan(500);
        else expect(latencyMs?.max).toBe('Infinity');
      }
      expect(result.burst).toMatchObject(burst);
      expect(result.recovery).toMatchObject(recovery);
      expect(result.validity.checks.find(({ id }) => id === 'error-rate')?.status).toBe('fail');
    } finally {
      await stopServer(child);
    }
  });
});
