import { describe, expect, it } from 'vitest';
import type { PlannedPhase } from '../../../../core/contract/trafficPlan.ts';
import { RequestLedger } from '../../../../main/runner/loops/RequestLedger.ts';
import { VirtualTime } from '../VirtualTime.ts';
import { beginAtMs, openStep, runOpen } from './openTraffic.ts';

const burst: PlannedPhase[] = [
  { name: 'base', durationSeconds: 4, ratePerSecond: 10 },
  { name: 'burst', durationSeconds: 2, ratePerSecond: 30 },
  { name: 'pause', durationSeconds: 1, ratePerSecond: 0 },
  { name: 'ramp', durationSeconds: 3, ratePerSecond: 4, toRatePerSecond: 20 },
];
const step = { durationSeconds: 10, warmupSeconds: 1 };

describe('phases of an open loop', () => {
  it('send exactly what each asks for, after a warm-up at the rate of the first', async () => {
    const { rows, last } = await runOpen(openStep({ phases: burst, ratePerSecond: undefined } as never, step));
    const between = (fromMs: number, toMs: number) =>
      rows.filter(({ intendedStartMs }) => intendedStartMs >= fromMs && intendedStartMs < toMs);
    expect(between(0, 1000).map(({ phase }) => phase)).toEqual(new Array(10).fill('warmUp'));
    expect(between(1000, 11_000).every(({ phase }) => phase === 'measured')).toBe(true);
    expect(between(1000, 5000)).toHaveLength(40);
    expect(between(5000, 7000)).toHaveLength(60);
    expect(between(7000, 8000)).toHaveLength(0);
    expect(between(8000, 11_000)).toHaveLength(36);
    // A ramp from 4 to 20/s in 3 s: the integral is 4 t + 8/3 t², and one arrival falls on each whole number of it.
    between(8000, 11_000).forEach(({ intendedStartMs }, index) => {
      const seconds = (intendedStartMs - 8000) / 1000;
      expect(4 * seconds + (8 / 3) * seconds ** 2).toBeCloseTo(index, 9);
    });
    expect(last).toMatchObject({
      type: 'stepEnded',
      facts: { measuredFromMs: beginAtMs + 1000, measuredToMs: beginAtMs + 11_000 },
    });
  });

  it('keep the pattern and its seed', async () => {
    const poisson = openStep({ phases: burst, arrival: 'poisson' }, step);
    const one = (await runOpen(poisson)).rows.map(({ intendedStartMs }) => intendedStartMs);
    expect((await runOpen(poisson)).rows.map(({ intendedStartMs }) => intendedStartMs)).toEqual(one);
    const other = await runOpen(openStep({ phases: burst, arrival: 'poisson', seed: 43 }, step));
    expect(other.rows.map(({ intendedStartMs }) => intendedStartMs)).not.toEqual(one);
  });

  it.each([
    [{ phases: [{ name: 'base', durationSeconds: 10 }] }, 'load.phases[0].ratePerSecond ("base") is missing'],
    [{ phases: burst.slice(0, 3) }, 'load.phases last 7 s together, and durationSeconds is 10'],
    [{ phases: [{ name: 'base', durationSeconds: 10, ratePerSecond: 0 }] }, 'the rate is 0 throughout'],
    [{ ratePerSecond: undefined }, 'load.ratePerSecond'],
    [{ arrival: undefined }, 'load.arrival'],
    [{ arrival: 'now' }, 'load.arrival is "now": no such pattern'],
    [{ maxInFlight: undefined }, 'load.maxInFlight'],
  ])('refuse what makes no sense, by its field: %j', async (load, reason) => {
    const { last } = await runOpen(openStep(load as never, step));
    expect(last).toMatchObject({ type: 'stepFailed', failure: { reason: expect.stringContaining(reason) } });
  });
});

describe('classes of an open loop', () => {
  const classes = [
    { name: 'short', weight: 0.75, promptTokens: 20, outputTokens: 8 },
    { name: 'long', weight: 0.25, promptTokens: 400, outputTokens: 100 },
  ];
  const mixed = openStep(
    { classes, ratePerSecond: 200, batchSize: 2 },
    { durationSeconds: 10, model: { latencyPerOutputTokenMs: 0.5 } as never },
  );

  it('send requests of their lengths, which the records and the dummy know', async () => {
    const { rows } = await runOpen(mixed);
    expect(rows).toHaveLength(2000);
    for (const row of rows) {
      const { promptTokens = 0, outputTokens = 0 } = classes[row.trafficClass - 1] ?? {};
      expect([row.inputTokens, row.outputTokens]).toEqual([2 * promptTokens, 2 * outputTokens]);
      expect(row.latencyMs).toBeCloseTo(5 + outputTokens / 2, 6);
    }
    const long = rows.filter(({ trafficClass }) => trafficClass === 2).length;
    // Four standard errors of 2000 draws.
    expect(Math.abs(long - 500)).toBeLessThan(4 * Math.sqrt(2000 * 0.25 * 0.75));
  });

  it('are the same for each arrival when several clients share the load', async () => {
    const parts = await Promise.all([0, 1, 2].map((index) => runOpen({ ...mixed, shard: { index, count: 3 } })));
    const known = ({ intendedStartMs, trafficClass }: { intendedStartMs: number; trafficClass: number }) =>
      `${intendedStartMs} ${trafficClass}`;
    const together = parts.flatMap(({ rows }) => rows.map(known)).sort();
    expect(together).toEqual((await runOpen(mixed)).rows.map(known).sort());
  });

  it('mark a request that is dropped, too', async () => {
    const { rows } = await runOpen(
      openStep(
        { classes, ratePerSecond: 100, maxInFlight: 1 },
        { durationSeconds: 3, timeoutSeconds: 1, model: { latencyMs: 400 } as never },
      ),
    );
    const dropped = rows.filter(({ outcome }) => outcome === 'dropped');
    expect(dropped.length).toBeGreaterThan(100);
    expect(new Set(dropped.map(({ trafficClass }) => trafficClass))).toEqual(new Set([1, 2]));
  });

  it('are judged each by its own length: an output is short against what its request wanted', () => {
    const ledger = new RequestLedger(
      { time: new VirtualTime(), timeoutMs: 1000, inputTokensPerRequest: 3, outputTokensPerItem: 50, shapedItems: 1 },
      { onLeft: () => undefined, onLost: () => undefined, onNewErrorKind: () => undefined },
    );
    for (const [request, outputTokens] of [
      [0, 8],
      [1, 100],
    ] as const) {
      ledger.begin(request, 0, 0, 'measured', request + 1, { promptTokens: 9, outputTokens });
      ledger.output(request, 8, request);
      ledger.ended(request, 5, 8);
    }
    expect(ledger.outputs.facts).toMatchObject({ outputsSeen: 2, shortOutputs: 1 });
  });
});
