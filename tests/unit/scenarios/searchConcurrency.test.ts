import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchEnd } from '../../../core/contract/ladderFigures.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { searchConcurrency } from '../../../core/scenarios/search.ts';

interface Server {
  /** Requests per second at so many in flight. */
  perSecond(concurrency: number): number;
  failsAbove?: number;
  clientBoundAbove?: number;
  clientStoodStillAt?: number;
}

/** The part of a result that a search looks at. */
function resultOf(
  { perSecond, failsAbove = Infinity, clientBoundAbove = Infinity, clientStoodStillAt }: Server,
  concurrency: number,
) {
  const failed = concurrency > failsAbove ? 10 : 0;
  const onlyStoodStill = concurrency === clientStoodStillAt;
  const status = concurrency > clientBoundAbove || onlyStoodStill ? 'warn' : 'pass';
  return {
    load: { loop: 'closed', concurrency, batchSize: 1, seed: 1, durationSeconds: 10 },
    requests: { sent: 100, ok: 100 - failed, failed, timedOut: 0, dropped: 0, reconnects: 0 },
    throughput: { requestsPerSecond: perSecond(concurrency) },
    validity: { verdict: 'valid', checks: [{ id: 'client-saturation', status, detail: '', onlyStoodStill }] },
  } as unknown as StepResult;
}

function search(server: Server, limits = { budgetSeconds: 1e6, maximumConcurrency: 1024 }) {
  const measured: StepResult[] = [];
  const levels: number[] = [];
  for (;;) {
    const next: number | SearchEnd = searchConcurrency(limits, measured);
    if (typeof next !== 'number') return { end: next, levels };
    if (levels.length > 40) throw new Error(`no end after ${levels.join(', ')}`);
    levels.push(next);
    measured.push(resultOf(server, next));
  }
}

/** Workers of 100 ms each, without any queue in front of the client. */
const workers =
  (count: number) =>
  (concurrency: number): number =>
    10 * Math.min(concurrency, count);

describe('searchConcurrency', () => {
  it('finds one worker with two levels that bring no more', () => {
    const { end, levels } = search({ perSecond: workers(1) });
    expect(levels).toEqual([1, 2, 4]);
    expect(end).toMatchObject({ endedBy: 'saturation', highestRequestsPerSecond: 10, kneeConcurrency: 1 });
    expect(end.explanation).toBe('Saturated: no level brings more than 10.0 requests a second');
  });

  it('doubles, then bisects for the fewest in flight that bring 95 %', () => {
    const { end, levels } = search({ perSecond: workers(5) });
    expect(levels).toEqual([1, 2, 4, 8, 16, 32, 6, 5]);
    expect(end).toMatchObject({ endedBy: 'saturation', highestRequestsPerSecond: 50, kneeConcurrency: 5 });
  });

  it('finds the knee of any number of workers to an eighth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 250 }), (count) => {
        const { end } = search({ perSecond: workers(count) });
        expect(end).toMatchObject({ endedBy: 'saturation', highestRequestsPerSecond: 10 * count });
        expect(end.kneeConcurrency).toBeGreaterThanOrEqual(0.95 * count - 1e-9);
        expect(end.kneeConcurrency).toBeLessThanOrEqual(Math.max(count + 1, count * 1.13));
      }),
    );
  });

  it('goes on after one level without a gain', () => {
    const bumpy = (concurrency: number): number => (concurrency === 4 ? 19 : workers(16)(concurrency));
    expect(search({ perSecond: bumpy }).end).toMatchObject({ highestRequestsPerSecond: 160 });
  });

  it('takes the highest level and not the last where throughput falls again', () => {
    const falling = (concurrency: number): number => workers(8)(concurrency) * (concurrency > 8 ? 0.7 : 1);
    expect(search({ perSecond: falling }).end).toMatchObject({ highestRequestsPerSecond: 80, kneeConcurrency: 8 });
  });

  it('does not take a client that stood still at a level for one that can send no more', () => {
    const { end, levels } = search({ perSecond: workers(5), clientStoodStillAt: 4 });
    expect(levels).toEqual([1, 2, 4, 8, 16, 32, 6, 5]);
    expect(end).toMatchObject({ endedBy: 'saturation', highestRequestsPerSecond: 50, kneeConcurrency: 5 });
  });

  it('says that the client was the limit, and gives no knee of the target then', () => {
    const { end, levels } = search({ perSecond: workers(1000), clientBoundAbove: 8 });
    expect(levels.at(-1)).toBe(16);
    expect(end.endedBy).toBe('client');
    expect(end.explanation).toContain('Client-bound: at 16 in flight');
    expect(end.kneeConcurrency).toBeUndefined();
  });

  it('leaves out levels at which requests fail', () => {
    const { end } = search({ perSecond: workers(1000), failsAbove: 16 });
    expect(end).toMatchObject({ endedBy: 'errors', highestRequestsPerSecond: 160, kneeConcurrency: 16 });
    expect(end.explanation).toContain('failed at 32 in flight');
    const nothing = search({ perSecond: workers(1), failsAbove: 0 });
    expect(nothing).toMatchObject({ levels: [1], end: { endedBy: 'errors' } });
    expect(nothing.end.highestRequestsPerSecond).toBeUndefined();
  });

  it('ends at the highest level that it may try, and when its time is spent, and says that more may be possible', () => {
    const most = search({ perSecond: workers(1000) }, { budgetSeconds: 1e6, maximumConcurrency: 20 });
    expect(most).toMatchObject({ levels: [1, 2, 4, 8, 16], end: { endedBy: 'concurrency' } });
    const spent = search({ perSecond: workers(1000) }, { budgetSeconds: 30, maximumConcurrency: 1024 });
    expect(spent).toMatchObject({ levels: [1, 2, 4], end: { endedBy: 'budget', highestRequestsPerSecond: 40 } });
  });

  it('always ends, and never measures a level twice', () => {
    const server = fc.record({
      steps: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 50 }),
      failsAbove: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(server, ({ steps, failsAbove }) => {
        const { levels } = search({
          perSecond: (concurrency) => steps[concurrency % steps.length] ?? 1,
          ...(failsAbove === undefined ? {} : { failsAbove }),
        });
        expect(new Set(levels).size).toBe(levels.length);
      }),
    );
  });
});
