import { describe, expect, it } from 'vitest';
import { cacheReuse } from '../../../core/analysis/checks/cacheReuse.ts';
import { rateAchieved } from '../../../core/analysis/checks/rateAchieved.ts';
import { sendLag } from '../../../core/analysis/checks/sendLag.ts';
import { tokenSource } from '../../../core/analysis/checks/tokenSource.ts';
import { countedRequests } from '../../../core/analysis/countedRequests.ts';
import { gatherEvidence } from '../../../core/analysis/gatherEvidence.ts';
import type { CheckOutcome } from '../../../core/analysis/ValidityCheck.ts';
import { plainSpaces } from '../format/plainSpaces.ts';
import { chunkOf, factsOf, stepOf } from './measurements.ts';
import { stepEvidence } from './stepEvidence.ts';

function plain({ status, detail }: CheckOutcome): [string, string] {
  return [status, plainSpaces(detail)];
}

const open = { loop: 'open' } as const;

describe('rate-achieved', () => {
  const at = (sentPerSecond: number) =>
    plain(rateAchieved.evaluate(stepEvidence({ ...open, schedule: { plannedPerSecond: 200, sentPerSecond } })));

  it('passes the planned rate, warns from 1 % below, fails from 5 %', () => {
    expect(at(200)).toEqual(['pass', '100 % of 200/s']);
    expect([at(198.1)[0], at(197.9)[0], at(190.1)[0], at(189.9)[0]]).toEqual(['pass', 'warn', 'warn', 'fail']);
  });

  it('does not let a burst at the end pass for more than was planned', () => {
    expect(at(250)).toEqual(['pass', '100 % of 200/s']);
  });

  it('warns of the published case in which 183.5 of 200 were sent', () => {
    expect(at(183.5)[0]).toBe('fail');
  });
});

describe('send-lag', () => {
  const at = (p99Ms: number, medianServiceMs: number) =>
    plain(
      sendLag.evaluate(stepEvidence({ ...open, sendLag: { p99Ms, medianServiceMs, waited: 0, longestWaitMs: 0 } })),
    )[0];

  it('judges the lag by what the target needs, and leaves a millisecond to the operating system', () => {
    expect([at(0.9, 0.5), at(1.1, 0.5)]).toEqual(['pass', 'fail']);
    expect([at(9.9, 100), at(10.1, 100), at(49, 100), at(51, 100)]).toEqual(['pass', 'warn', 'warn', 'fail']);
  });

  it('tells what waited for a place, and does not judge it', () => {
    const waits = { p99Ms: 0.2, medianServiceMs: 20, waited: 312, longestWaitMs: 1500 };
    expect(plain(sendLag.evaluate(stepEvidence({ ...open, sendLag: waits })))).toEqual([
      'pass',
      'p99 0.200 ms; 312 waited for a place among those in flight, up to 1500 ms',
    ]);
  });
});

describe('token-source and cache-reuse', () => {
  it('tell who counted, and what came from a cache', () => {
    const tokens = (fromUsage: number, fromEvents: number) =>
      plain(tokenSource.evaluate(stepEvidence({ serverTokens: { fromUsage, fromEvents } })));
    expect(tokens(10, 0)).toEqual(['pass', 'the server’s usage']);
    expect(tokens(9, 1)).toEqual(['warn', '1 of 10 by events']);
    const unknown = tokenSource.evaluate(stepEvidence({ serverTokens: { fromUsage: 6, fromEvents: 4, unknown: 3 } }));
    expect(plain(unknown)).toEqual(['warn', '4 of 10 without usage, 3 unknown']);
    const example = 'completion_tokens 4294967295, where 2 were asked for';
    const impossible = { replies: 1, example };
    const told = tokenSource.evaluate(stepEvidence({ serverTokens: { fromUsage: 9, fromEvents: 1, impossible } }));
    expect(plain(told)).toEqual(['fail', `1 of 10 impossible: ${example}`]);
    expect(told.explanation).toBe(
      `the server told tokens that cannot be of 1 of 10 replies (${example}), which are not counted`,
    );
    const cached = (cachedTokens: number) =>
      plain(cacheReuse.evaluate(stepEvidence({ promptCache: { promptTokens: 1000, cachedTokens } })));
    expect(cached(100)).toEqual(['pass', '10 % cached']);
    expect(cached(950)).toEqual(['warn', '95 % cached']);
    expect(cached(1000)).toEqual(['warn', '100 % cached']);
    expect(cached(1001)).toEqual(['warn', 'more cached than there were']);
  });
});

describe('gatherEvidence of an open loop', () => {
  const step = stepOf({ loop: 'open', ratePerSecond: 10 });

  /** Ten requests a second apart of 100 ms, each sent `lagMs(i)` late. */
  function evidenceOf(lagMs: (index: number) => number, droppedFrom = 10) {
    const chunk = chunkOf(
      Array.from({ length: 10 }, (_, index) => ({
        startMs: index * 100 + lagMs(index),
        endMs: index * 100 + lagMs(index) + 50,
        outcome: index >= droppedFrom ? ('dropped' as const) : ('ok' as const),
      })),
    );
    chunk.intendedStartMs = Float64Array.from({ length: 10 }, (_, index) => index * 100);
    return gatherEvidence(step, countedRequests(step, [chunk]), factsOf(), [chunk]);
  }

  it('finds the planned rate when all are sent in time', () => {
    const { schedule, sendLag: lag } = evidenceOf(() => 0);
    expect(schedule).toEqual({ plannedPerSecond: 10, sentPerSecond: 10 });
    expect(lag).toEqual({ p99Ms: 0, medianServiceMs: 50, waited: 0, longestWaitMs: 0 });
  });

  it('finds a client that falls behind more and more', () => {
    const { schedule, sendLag: lag } = evidenceOf((index) => index * 100);
    expect(schedule).toEqual({ plannedPerSecond: 10, sentPerSecond: 5 });
    expect(lag?.p99Ms).toBe(900);
  });

  it('counts what was never sent against the rate', () => {
    const { schedule } = evidenceOf(() => 0, 5);
    expect(schedule?.plannedPerSecond).toBe(10);
    expect(schedule?.sentPerSecond).toBeCloseTo(4 / 0.9, 9);
  });
});
