import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { TrafficClass } from '../../../core/contract/trafficPlan.ts';
import { openAiStep } from '../../unit/runner/plannedSteps.ts';
import { measuredRows, percentile, type RecordRow } from '../../unit/runner/recordRows.ts';
import { RunnerProcess } from '../runner/RunnerProcess.ts';
import { costMs, type ServedRequest, startClassServer } from './classServer.ts';
import { lindleyLatencies } from './lindleyLatencies.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

const short: TrafficClass = { name: 'short', weight: 0.75, promptTokens: 8, outputTokens: 2 };
const long: TrafficClass = { name: 'long', weight: 0.25, promptTokens: 8, outputTokens: 14 };
const ratePerSecond = 80;

/** The mean of what a request costs, and that of its square. */
const [meanMs, meanSquare] = [1, 2].map(
  (power) => 0.75 * costMs(short.outputTokens) ** power + 0.25 * costMs(long.outputTokens) ** power,
) as [number, number];

function stepOf(classes: TrafficClass[], label: string, share: number, durationSeconds: number): PlannedStep {
  return openAiStep({
    scenario: 'production/mixed_workload',
    level: { label },
    load: { loop: 'open', ratePerSecond: ratePerSecond * share, arrival: 'poisson', maxInFlight: 200, classes },
    warmupSeconds: 0.2,
    durationSeconds,
    stream: false,
  });
}

interface Measured {
  result: StepResult;
  /** Of the measured requests, as `rows`. */
  served: ServedRequest[];
  rows: RecordRow[];
}

async function measure(
  workers: 1 | 'unlimited',
  step: PlannedStep,
  earlier: readonly StepResult[] = [],
): Promise<Measured> {
  const server = await startClassServer(workers);
  try {
    const end = await runner.run(step, { kind: 'address', url: server.url, headers: {} });
    if (end.type !== 'stepEnded') throw new Error(JSON.stringify(end));
    const result = summarizeStep({
      step: { ...step, url: server.url },
      chunks: runner.chunks,
      facts: end.facts,
      telemetry: [],
      telemetryLosses: {},
      phases: [],
      startedAtMs: 0,
      gpu: { present: false, reason: 'not looked for' },
      interrupted: false,
      earlier,
    });
    const rows = measuredRows(runner.chunks);
    return { result, rows, served: server.served.slice(server.served.length - rows.length) };
  } finally {
    await server.close();
  }
}

function classOf({ result }: Measured, name: string) {
  const found = result.classes?.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no class ${name}`);
  return found;
}

const medianMs = (measured: Measured, name: string): number => Number(classOf(measured, name).latencyMs?.p50);

/** From the server's write to the client's reading of its clock: far less than the classes are apart. */
const mostOnTheWayMs = 4;

/**
 * Median latency of a class by the server's books: from the intended start, which only the client knows, to the write of the
 * answer. The two clocks are laid on each other where a request was on its way for the shortest time.
 */
function medianOfServer({ rows, served }: Measured, tokens: number): number {
  const inOrder = rows.toSorted((a, b) => a.actualStartMs - b.actualStartMs);
  const apartMs = Math.min(
    ...served.map(({ receivedMs }, index) => receivedMs - (inOrder[index]?.actualStartMs ?? Number.NaN)),
  );
  const own = inOrder.filter(({ outputTokens }) => outputTokens === tokens);
  const writtenMs = served.filter((request) => request.tokens === tokens).map((request) => request.writtenMs);
  expect(writtenMs).toHaveLength(own.length);
  return percentile(
    writtenMs.map((atMs, index) => atMs - apartMs - (own[index]?.intendedStartMs ?? Number.NaN)),
    0.5,
  );
}

describe('classes of requests at a server whose cost is known', () => {
  it('have each its own latency where nobody waits, in the shares that were planned', async () => {
    const measured = await measure('unlimited', stepOf([short, long], '80/s', 1, 1.5));
    const { rows, result } = measured;
    expect(rows.every(({ outcome }) => outcome === 'ok')).toBe(true);
    for (const { name, outputTokens, weight } of [short, long]) {
      const { requests } = classOf(measured, name);
      // Four standard errors of a share of so many requests.
      const error = 4 * Math.sqrt((weight * (1 - weight)) / rows.length);
      expect(Math.abs(requests.ok / rows.length - weight)).toBeLessThan(error);
      expect(medianMs(measured, name)).toBeGreaterThan(costMs(outputTokens) - 0.5);
      expect(Math.abs(medianMs(measured, name) - medianOfServer(measured, outputTokens))).toBeLessThan(mostOnTheWayMs);
      const own = rows.filter(({ outputTokens: tokens }) => tokens === outputTokens);
      expect(own.length).toBe(requests.ok);
    }
    expect(result.requests.ok).toBe(rows.length);
  });

  it('wait for each other at one worker as theory says, and one that was alone is set against the mix', async () => {
    const { result: alone } = await measure(1, stepOf([{ ...short, weight: 1 }], 'alone: short', 0.75, 1.2));
    // What else this machine does may make it unsound, which is no matter here.
    const earlier = [{ ...alone, validity: { ...alone.validity, verdict: 'valid' as const } }];
    const measured = await measure(1, stepOf([short, long], '80/s', 1, 3.5), earlier);
    const sent = measured.rows.toSorted((a, b) => a.intendedStartMs - b.intendedStartMs);
    const costsMs = sent.map(({ outputTokens }) => costMs(outputTokens));
    const queued = lindleyLatencies(
      sent.map(({ intendedStartMs }) => intendedStartMs),
      costsMs,
    );
    for (const { name, outputTokens } of [short, long]) {
      const right = percentile(
        queued.filter((_, index) => sent[index]?.outputTokens === outputTokens),
        0.5,
      );
      // Other work only ever adds: a figure that leaves a part of the queue out is caught on any machine.
      expect(medianMs(measured, name)).toBeGreaterThan(right - 0.5);
      expect(Math.abs(medianMs(measured, name) - medianOfServer(measured, outputTokens))).toBeLessThan(mostOnTheWayMs);
    }
    // Pollaczek–Khinchine: the mean wait of all alike. Of 280 requests it is within a factor of 2.5.
    const share = (ratePerSecond / 1000) * meanMs;
    const waitMs = ((ratePerSecond / 1000) * meanSquare) / (2 * (1 - share));
    const waitsMs = queued.map((latencyMs, index) => latencyMs - (costsMs[index] ?? Number.NaN));
    const seenMs = waitsMs.reduce((sum, wait) => sum + wait, 0) / waitsMs.length;
    expect(seenMs).toBeGreaterThan(waitMs / 2.5);
    expect(seenMs).toBeLessThan(waitMs * 2.5);
    const { interference } = classOf(measured, 'short');
    if (interference === undefined || 'absent' in interference) throw new Error(JSON.stringify(interference));
    const ratio = Number(interference.ratio);
    expect(ratio).toBeCloseTo(medianMs(measured, 'short') / Number(alone.latencyMs?.p50), 9);
    const [low = Number.NaN, high = Number.NaN] = interference.interval95 ?? [];
    expect(low).toBeLessThan(ratio);
    expect(high).toBeGreaterThan(ratio);
    expect(classOf(measured, 'long').interference).toEqual({
      absent: 'it was not measured alone: a plan with a rate has one step',
    });
  });
});
