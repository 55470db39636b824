import { describe, expect, it } from 'vitest';
import { steadyState } from '../../../core/analysis/checks/steadyState.ts';
import { countedRequests } from '../../../core/analysis/countedRequests.ts';
import { reliabilityOf, stepSteadiness } from '../../../core/analysis/reliability.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { outcomeCode, phaseCode, type RecordChunk } from '../../../core/contract/RecordChunk.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { plainSpaces } from '../format/plainSpaces.ts';
import { dummyStep } from '../runner/plannedSteps.ts';
import { chunkOf } from './measurements.ts';
import { stepEvidence } from './stepEvidence.ts';

const closed = dummyStep();
const open = dummyStep({ load: { loop: 'open', ratePerSecond: 100, arrival: 'poisson', maxInFlight: 1000 } });

/** A first-come, first-served server of one worker, asked at random instants. */
function queueRecords(count: number, gapMs: number, serviceMs: number, seed: number): RecordChunk {
  const random = new SeededRandom(seed);
  let arrivedMs = 0;
  let freeMs = 0;
  return chunkOf(
    Array.from({ length: count }, () => {
      arrivedMs += random.exponential(gapMs);
      freeMs = Math.max(freeMs, arrivedMs) + random.exponential(serviceMs);
      return { startMs: arrivedMs, endMs: freeMs };
    }),
  );
}

/** One request after the other, each as long as this says. */
function sequentialRecords(count: number, latencyMs: (index: number, noise: number) => number): RecordChunk {
  const random = new SeededRandom(5);
  let atMs = 0;
  return chunkOf(
    Array.from({ length: count }, (_, index) => {
      const startMs = atMs;
      const took = latencyMs(index, random.uint32() / 2 ** 32 - 0.5);
      atMs += took;
      return { startMs, endMs: atMs };
    }),
  );
}

function judge(step: PlannedStep, chunk: RecordChunk) {
  const counted = countedRequests(step, [chunk]);
  const steadiness = stepSteadiness(step, counted);
  const { status, detail, explanation } = steadyState.evaluate(stepEvidence({ steadiness }));
  return { status, detail: plainSpaces(detail), explanation, ...reliabilityOf(counted, 0, steadiness).reliability };
}

describe('steady-state', () => {
  it('passes a steady step, with a score near 100 and a drift whose interval holds none', () => {
    const outcome = judge(
      closed,
      sequentialRecords(2000, (_, noise) => 50 + 5 * noise),
    );
    expect(outcome).toMatchObject({ status: 'pass', detail: 'latency varies by 0 %, throughput by 0 %' });
    expect(outcome.stabilityScore).toBeGreaterThan(97);
    const [low = Number.NaN, high = Number.NaN] = outcome.driftPerHourInterval95 ?? [];
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  it('is skipped, with the reason, where a step is too short to tell', () => {
    expect(
      judge(
        closed,
        sequentialRecords(300, () => 50),
      ),
    ).toMatchObject({
      status: 'skipped',
      detail: '14.9 s of 20 s',
      driftAbsent: '14.9 s of 20 s',
      stabilityAbsent: '14.9 s of 20 s',
    });
    expect(
      judge(
        closed,
        sequentialRecords(60, () => 500),
      ),
    ).toMatchObject({ status: 'skipped', detail: '60 of 101 requests' });
    expect(judge(open, queueRecords(900, 50, 5, 1))).toMatchObject({
      status: 'skipped',
      detail: '900 of 1000 requests',
    });
    expect(steadyState.evaluate(stepEvidence())).toMatchObject({ status: 'skipped' });
  });

  it('tells a drift from 30 s on, and carries it on to an hour from 60 s on', () => {
    // 50 ms, and 30 % more at the end: two minutes.
    const outcome = judge(
      closed,
      sequentialRecords(2000, (index, noise) => 50 * (1 + (0.3 * index) / 2000) + 5 * noise),
    );
    expect(outcome.status).toBe('warn');
    expect(outcome.explanation).toMatch(/^latency rises by 2\d/);
    // 26 % of the median over 115 s.
    expect(outcome.driftPerHour).toBeGreaterThan(7);
    expect(outcome.driftPerHour).toBeLessThan(9);
    const short = judge(
      closed,
      sequentialRecords(700, (index, noise) => 50 * (1 + (0.3 * index) / 700) + 5 * noise),
    );
    expect(short).toMatchObject({ status: 'warn', driftAbsent: expect.stringMatching(/^\d\d s of 60 s$/) });
  });

  it('fails a load that exceeds what the target can do: its queue grows for as long as it is asked', () => {
    for (let seed = 1; seed <= 10; seed += 1) expect(judge(open, queueRecords(6000, 10, 13, seed)).status).toBe('fail');
  });

  it('raises no alarm on a sound queue at 70 % in nine of ten runs', () => {
    let passed = 0;
    for (let seed = 1; seed <= 50; seed += 1) {
      if (judge(open, queueRecords(6000, 10, 7, seed)).status === 'pass') passed += 1;
    }
    expect(passed).toBeGreaterThanOrEqual(45);
  });

  it('warns of a warm-up that was too short', () => {
    const outcome = judge(
      closed,
      sequentialRecords(2000, (index, noise) => (index < 400 ? 150 : 50) + 5 * noise),
    );
    expect(outcome.status).toBe('warn');
    expect(plainSpaces(outcome.explanation ?? '')).toMatch(
      /^the first \d+\.\d s \(\d\d? % of the requests\) were still warming up/,
    );
  });
});

describe('records of several clients', () => {
  it('are put into the order in which the requests ended, each latency with its end', () => {
    const first = chunkOf([
      { startMs: 0, endMs: 10 },
      { startMs: 10, endMs: 40 },
    ]);
    const second = chunkOf([
      { startMs: 0, endMs: 5 },
      { startMs: 5, endMs: 25 },
    ]);
    expect(first.outcome[0]).toBe(outcomeCode.ok);
    expect(first.phase[0]).toBe(phaseCode.measured);
    const { endsMs, latencyMs, serviceMs } = countedRequests(closed, [first, second]);
    expect([...endsMs]).toEqual([5, 10, 25, 40]);
    expect([...latencyMs]).toEqual([5, 10, 20, 30]);
    expect([...serviceMs]).toEqual([5, 10, 20, 30]);
  });
});
