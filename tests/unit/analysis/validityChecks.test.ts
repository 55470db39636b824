import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientSaturation } from '../../../core/analysis/checks/clientSaturation.ts';
import { errorRate } from '../../../core/analysis/checks/errorRate.ts';
import { littlesLaw } from '../../../core/analysis/checks/littlesLaw.ts';
import { outputSanity } from '../../../core/analysis/checks/outputSanity.ts';
import { sampleFloors } from '../../../core/analysis/checks/sampleFloors.ts';
import { validityChecks } from '../../../core/analysis/checks/validityChecks.ts';
import { judgeStep } from '../../../core/analysis/summarizeSoFar.ts';
import type { CheckOutcome, StepEvidence } from '../../../core/analysis/ValidityCheck.ts';
import { checkIds, validity } from '../../../core/contract/resultDocument.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { plainSpaces } from '../format/plainSpaces.ts';
import { stepEvidence } from './stepEvidence.ts';

function plain({ status, detail }: CheckOutcome): [string, string] {
  return [status, plainSpaces(detail)];
}

describe('littles-law', () => {
  it('passes what fits together and says how far it is off', () => {
    expect(plain(littlesLaw.evaluate(stepEvidence()))).toEqual(['pass', '< 0.1 % off']);
    expect(plain(littlesLaw.evaluate(stepEvidence({ meanResidenceMs: 53.3 })))).toEqual(['pass', '0.9 % off']);
    expect(plain(littlesLaw.evaluate(stepEvidence({ completionsPerSecond: 16_000 / 52.8 })))).toEqual([
      'pass',
      '0 % off',
    ]);
  });

  it('warns above 5 % and fails above 10 %, in both directions', () => {
    const statusAt = (factor: number) =>
      littlesLaw.evaluate(stepEvidence({ meanResidenceMs: (factor * 16_000) / 303 })).status;
    expect([0.89, 0.91, 0.94, 0.96, 1.04, 1.06, 1.09, 1.11].map(statusAt)).toEqual([
      'fail',
      'warn',
      'warn',
      'pass',
      'pass',
      'warn',
      'warn',
      'fail',
    ]);
    expect(littlesLaw.evaluate(stepEvidence({ meanResidenceMs: 60 })).explanation).toBe(
      'rate × latency gives 18.2 requests in flight where the loop kept 16',
    );
  });

  it('rejects published figures of 200 requests that were all in flight at once, or were answered by no model', () => {
    const published = [
      { concurrency: 1, meanResidenceMs: 245.94, completionsPerSecond: 797, inFlight: '196' },
      { concurrency: 4, meanResidenceMs: 241.18, completionsPerSecond: 804, inFlight: '194' },
      { concurrency: 16, meanResidenceMs: 247.21, completionsPerSecond: 803, inFlight: '199' },
      { concurrency: 1, meanResidenceMs: 0.009, completionsPerSecond: 1_792_438, inFlight: '16.1' },
      { concurrency: 16, meanResidenceMs: 0.009, completionsPerSecond: 1_161_857, inFlight: '10.5' },
    ];
    for (const { inFlight, ...figures } of published) {
      const evidence = stepEvidence({ ...figures, completed: 200 });
      const outcome = littlesLaw.evaluate(evidence);
      expect(outcome.status, JSON.stringify(figures)).toBe('fail');
      expect(outcome.explanation).toContain(`gives ${inFlight} requests in flight`);
      expect(judgeStep(evidence).verdict).toBe('invalid');
    }
    const alone = { concurrency: 1, meanResidenceMs: 244.6, completionsPerSecond: 4.09, completed: 200 };
    expect(littlesLaw.evaluate(stepEvidence(alone)).status).toBe('pass');
  });

  /** A closed loop in which each slot sends as soon as its last request ended; counted is what is sent within the window. */
  function simulatedLoop(
    concurrency: number,
    windowMs: number,
    seed: number,
    nextMs = (random: SeededRandom) => 50 + random.uniform() * 100,
  ): StepEvidence {
    const random = new SeededRandom(seed);
    let completed = 0;
    let residenceMs = 0;
    let firstStartMs = Number.POSITIVE_INFINITY;
    let lastEndMs = 0;
    for (let slot = 0; slot < concurrency; slot += 1) {
      let at = -100 * random.uniform();
      while (at < windowMs) {
        const latencyMs = nextMs(random);
        if (at >= 0) {
          completed += 1;
          residenceMs += latencyMs;
          firstStartMs = Math.min(firstStartMs, at);
          lastEndMs = Math.max(lastEndMs, at + latencyMs);
        }
        at += latencyMs;
      }
    }
    return stepEvidence({
      concurrency,
      completed,
      completionsPerSecond: (completed * 1000) / (lastEndMs - firstStartMs),
      meanResidenceMs: residenceMs / completed,
    });
  }

  it('passes a simulated closed loop over a window of forty latencies or more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 32 }),
        fc.integer({ min: 40, max: 100 }),
        fc.nat(),
        (concurrency, rounds, seed) => {
          expect(littlesLaw.evaluate(simulatedLoop(concurrency, rounds * 100, seed)).status).toBe('pass');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never fails one over a short window for what its edges cut off, but warns when that is much', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 32 }),
        fc.integer({ min: 8, max: 40 }),
        fc.nat(),
        (concurrency, rounds, seed) => {
          expect(littlesLaw.evaluate(simulatedLoop(concurrency, rounds * 100, seed)).status).not.toBe('fail');
        },
      ),
    );
    // As of a busy server: the last of many requests takes several times the mean, and the others' places wait for it.
    const lognormal = (random: SeededRandom) => 100 * Math.exp(0.5 * random.normal() - 0.125);
    // That may be any number of times, so that one loop in a hundred may fail.
    let failed = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const evidence = simulatedLoop(8 + (seed % 57), (40 + (seed % 41)) * 100, seed, lognormal);
      if (littlesLaw.evaluate(evidence).status === 'fail') failed += 1;
    }
    expect(failed).toBeLessThanOrEqual(3);
    // Twenty latencies: as long as it takes for the edges to explain half of the limit, and no cliff there.
    const atTwenty = [0.9, 0.95, 1, 1.05, 1.1].map((scale) => ({
      completionsPerSecond: (0.83 * 16_000) / 100,
      meanResidenceMs: 100,
      completed: Math.round(scale * 0.83 * 16 * 20),
    }));
    expect(atTwenty.map((figures) => littlesLaw.evaluate(stepEvidence(figures)).status)).toEqual(
      new Array(5).fill('warn'),
    );
    const outcome = littlesLaw.evaluate(simulatedLoop(4, 800, 1));
    expect(outcome.status).toBe('warn');
    expect(outcome.explanation).toMatch(/where the loop kept 4, in a window of only [89]\.\d latencies$/);
  });

  it('holds a load that changes from phase to phase against what the runner counted alone', () => {
    const { concurrency: _, ...phased } = stepEvidence({ completionsPerSecond: 100, meanResidenceMs: 40 });
    expect(littlesLaw.evaluate(phased).status).toBe('skipped');
    expect(littlesLaw.evaluate({ ...phased, meanInFlight: 4 }).status).toBe('pass');
    expect(littlesLaw.evaluate({ ...phased, meanInFlight: 4.6 })).toMatchObject({
      status: 'fail',
      explanation: expect.stringContaining('where the runner counted 4.6'),
    });
  });

  it('allows a single request in flight no edges, however short the window', () => {
    const alone = { concurrency: 1, completed: 12, completionsPerSecond: 12 / 3.6, meanResidenceMs: 299 };
    expect(littlesLaw.evaluate(stepEvidence(alone)).status).toBe('pass');
    expect(littlesLaw.evaluate(stepEvidence({ ...alone, meanResidenceMs: 260 })).status).toBe('fail');
  });

  it('counts failed requests for as long as they were in flight', () => {
    // Half of the requests fail after 10 ms, the others take 190 ms: 16 slots × 10 per second.
    const evidence = stepEvidence({ completionsPerSecond: 160, meanResidenceMs: 100, failed: 18_180 });
    expect(littlesLaw.evaluate(evidence).status).toBe('pass');
  });

  it('holds the records against the count that the runner kept apart from them', () => {
    const statusOf = (meanInFlight: number) => littlesLaw.evaluate(stepEvidence({ meanInFlight })).status;
    expect([15.9, 16.7, 17, 17.7, 18].map(statusOf)).toEqual(['pass', 'pass', 'warn', 'warn', 'fail']);
    const { detail, explanation } = littlesLaw.evaluate(stepEvidence({ meanInFlight: 20 }));
    expect(plainSpaces(detail)).toBe('20 % off');
    expect(explanation).toBe(
      'rate × latency gives 16.0 requests in flight where the runner counted 20.0: records are missing, or twice there',
    );
  });

  it('is skipped with its reason where it does not apply', () => {
    expect(plain(littlesLaw.evaluate(stepEvidence({ loop: 'open' })))).toEqual(['skipped', 'open loop']);
    expect(plain(littlesLaw.evaluate(stepEvidence({ completed: 3 })))).toEqual(['skipped', '3 of 10 requests']);
  });
});

describe('client-saturation', () => {
  it('warns from half of a core on and fails where none is left', () => {
    const at = (clientBusyPercent: number) => plain(clientSaturation.evaluate(stepEvidence({ clientBusyPercent })));
    expect(at(1.1)).toEqual(['pass', '1.1 % of a core']);
    expect(at(49.9)).toEqual(['pass', '50 % of a core']);
    expect(at(50)).toEqual(['warn', '50 % of a core']);
    expect(at(89)).toEqual(['warn', '89 % of a core']);
    expect(at(90)).toEqual(['fail', '90 % of a core']);
  });

  it('warns above half of what the client can do on this machine, however little of a core it took', () => {
    const at = (completionsPerSecond: number) =>
      plain(clientSaturation.evaluate(stepEvidence({ completionsPerSecond, clientCeilingPerSecond: 20_000 })));
    expect(at(10_000)).toEqual(['pass', '3.4 % of a core, 50 % of its ceiling of 20 000/s']);
    expect(at(10_100)).toEqual(['warn', '3.4 % of a core, 51 % of its ceiling of 20 000/s']);
    const told = clientSaturation.evaluate(
      stepEvidence({ completionsPerSecond: 15_000, clientCeilingPerSecond: 20_000 }),
    );
    expect(told).toMatchObject({
      explanation: 'the client sent 75\u00a0% of what it can send at most, where half is the limit',
    });
  });

  it('judges how long the client stood still as a share of the window: p99 and p90 are its limits', () => {
    const stood = (totalMs: number, more = {}) =>
      clientSaturation.evaluate(
        stepEvidence({ clientStood: { longestMs: totalMs, totalMs, windowMs: 10_000 }, ...more }),
      );
    expect(plain(stood(0))).toEqual(['pass', '3.4 % of a core']);
    expect(plain(stood(100))).toEqual(['pass', '3.4 % of a core']);
    expect(plain(stood(101))).toEqual(['warn', 'stood still 1.0 % of the time, 3.4 % of a core']);
    expect(plain(stood(1000))).toEqual(['warn', 'stood still 10 % of the time, 3.4 % of a core']);
    expect(plain(stood(1001))).toEqual(['fail', 'stood still 10 % of the time, 3.4 % of a core']);
    expect(plainSpaces(stood(3000).explanation ?? '')).toBe(
      'the client stood still for 30 % of the measured time, 3000 ms at the longest, where 1.0 % is the limit',
    );
    expect(stood(101)).toMatchObject({ onlyStoodStill: true });
    // What is worse is explained.
    expect(stood(101, { clientBusyPercent: 95 })).toEqual({
      status: 'fail',
      detail: expect.any(String),
      explanation: expect.stringContaining('95'),
    });
    expect(stood(2000, { clientBusyPercent: 60 })).toMatchObject({
      status: 'fail',
      explanation: expect.stringContaining('stood still'),
    });
  });

  it('is skipped when nobody knows', () => {
    const { clientBusyPercent: _, ...unknown } = stepEvidence();
    expect(plain(clientSaturation.evaluate(unknown))).toEqual(['skipped', 'the client gave no figure']);
  });
});

describe('sample-floors', () => {
  const at = (completed: number) => plain(sampleFloors.evaluate(stepEvidence({ completed })));

  it('names what is missing and how far the numbers hold', () => {
    expect(at(36_360)).toEqual(['pass', 'to p99.9']);
    expect(at(6636)).toEqual(['pass', 'to p99.9']);
    expect(at(5633)).toEqual(['warn', 'p99.9: 5633 of 6636']);
    expect(at(100)).toEqual(['warn', 'to p90; p95: 100 of 130']);
    expect(at(5)).toEqual(['warn', 'p50: 5 of 11']);
    expect(at(0)).toEqual(['skipped', 'no requests']);
  });

  it('explains itself', () => {
    expect(sampleFloors.evaluate(stepEvidence({ completed: 5633 })).explanation).toBe(
      'p99.9 rests on 5633 requests where 6636 are needed; there are enough up to p99',
    );
    expect(sampleFloors.evaluate(stepEvidence({ completed: 5 })).explanation).toBe(
      'p50 rests on 5 requests where 11 are needed; no percentile has enough',
    );
  });
});

describe('error-rate', () => {
  it('passes, warns and fails as failures reach p99.9 and p99', () => {
    const at = (failed: number, completed: number) => plain(errorRate.evaluate(stepEvidence({ failed, completed })));
    expect(at(0, 5633)).toEqual(['pass', '0 of 5633']);
    expect(at(36, 36_360)).toEqual(['pass', '36 of 36 360']);
    expect(at(37, 36_360)).toEqual(['warn', '37 of 36 360, 0.1 %']);
    expect(at(100, 10_000)).toEqual(['warn', '100 of 10 000, 1.0 %']);
    expect(at(101, 10_000)).toEqual(['fail', '101 of 10 000, 1.0 %']);
  });

  it('counts time-outs and requests that were never sent', () => {
    const evidence = stepEvidence({ completed: 990, failed: 3, timedOut: 4, dropped: 10 });
    expect(plain(errorRate.evaluate(evidence))).toEqual(['fail', '17 of 1000, 1.7 %']);
  });

  it('fails a step without requests: nothing measured is not valid', () => {
    expect(plain(errorRate.evaluate(stepEvidence({ completed: 0 })))).toEqual(['fail', 'no request was completed']);
  });
});

describe('output-sanity', () => {
  const outputs = { seen: 200, empty: 0, short: 0, distinct: 180, tokensWanted: 16, isSampled: true };
  const at = (changes: Partial<typeof outputs>) =>
    plain(outputSanity.evaluate(stepEvidence({ outputs: { ...outputs, ...changes } })));

  it('passes outputs of the length asked for', () => {
    expect(at({})).toEqual(['pass', '16 tokens each']);
  });

  it('warns of a few empty or short ones and fails above 1 %', () => {
    expect(at({ empty: 2 })).toEqual(['warn', '2 of 200 empty']);
    expect(at({ empty: 3 })).toEqual(['fail', '3 of 200 empty']);
    expect(at({ short: 1 })).toEqual(['warn', '1 of 200 shorter than 16 tokens']);
    expect(at({ empty: 1, short: 40 })).toEqual(['fail', '1 of 200 empty, 40 of 200 shorter than 16 tokens']);
  });

  it('fails one answer to everything, unless nothing was sampled or there were few', () => {
    expect(at({ distinct: 1 })).toEqual(['fail', '200 outputs, all the same']);
    expect(at({ distinct: 1, isSampled: false })).toEqual(['pass', '16 tokens each']);
    expect(at({ distinct: 1, seen: 9 })).toEqual(['pass', '16 tokens each']);
    expect(at({ distinct: 2 })).toEqual(['pass', '16 tokens each']);
  });

  it('is skipped where there is no output', () => {
    expect(at({ seen: 0 })).toEqual(['skipped', 'no output']);
    const { outputs: _, ...none } = stepEvidence();
    expect(plain(outputSanity.evaluate(none))).toEqual(['skipped', 'no output to look at']);
  });
});

describe('validityChecks', () => {
  it('have known ids, each once, and say what they ask, what they compute and what to do', () => {
    const ids = validityChecks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const check of validityChecks) {
      expect(checkIds).toContain(check.id);
      expect(check.question).toMatch(/^[A-Z].*\?$/);
      expect(check.definition).toMatch(/^[A-Z].*\.$/);
      expect(check.remedy).toMatch(/^[A-Z].*\.$/);
      expect(check.complaint).toMatch(/^[a-z].*[^.]$/);
    }
  });

  it('explain exactly what they warn of or fail', () => {
    const cases = [
      stepEvidence(),
      stepEvidence({ completed: 0 }),
      stepEvidence({ completed: 500, failed: 30, clientBusyPercent: 95, meanResidenceMs: 80 }),
      stepEvidence({ outputs: { seen: 50, empty: 50, short: 50, distinct: 1, tokensWanted: 16, isSampled: true } }),
      stepEvidence({ loop: 'open' }),
      stepEvidence({ clientStood: { longestMs: 500, totalMs: 500, windowMs: 10_000 } }),
      stepEvidence({ promptCache: { promptTokens: 10, cachedTokens: 1000 } }),
      stepEvidence({ serverTokens: { fromUsage: 0, fromEvents: 9, unknown: 4 } }),
      stepEvidence({ serverTokens: { fromUsage: 9, fromEvents: 0, impossible: { replies: 1, example: 'x' } } }),
    ];
    for (const evidence of cases) {
      for (const check of validityChecks) {
        const { status, explanation } = check.evaluate(evidence);
        expect(explanation !== undefined, check.id).toBe(status === 'warn' || status === 'fail');
        if (explanation !== undefined) expect(explanation).toMatch(/^[a-z0-9].*[^.]$/);
      }
    }
  });
});

describe('judgeStep', () => {
  it('is invalid with any failure, suspect with any warning, valid without either', () => {
    expect(judgeStep(stepEvidence()).verdict).toBe('valid');
    expect(judgeStep(stepEvidence({ loop: 'open' })).verdict).toBe('valid');
    expect(judgeStep(stepEvidence({ completed: 5633 })).verdict).toBe('suspect');
    expect(judgeStep(stepEvidence({ completed: 5633, clientBusyPercent: 97 })).verdict).toBe('invalid');
    expect(judgeStep(stepEvidence({ completed: 0 })).verdict).toBe('invalid');
  });

  it('is what the result document holds, with every check in it', () => {
    const judged = judgeStep(stepEvidence({ completed: 100 }));
    expect(validity.parse(JSON.parse(JSON.stringify(judged)))).toEqual(judged);
    expect(judged.checks.map(({ id }) => id)).toEqual(validityChecks.map(({ id }) => id));
  });
});
