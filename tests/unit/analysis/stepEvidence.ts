import type { StepEvidence } from '../../../core/analysis/ValidityCheck.ts';
import { belowFloor } from '../../../core/statistics/sampleFloor.ts';

/** Evidence of a faultless closed-loop step of 16 in flight, 303 requests/s and 52.8 ms, with changes. */
export function stepEvidence(changes: Partial<StepEvidence> = {}): StepEvidence {
  const completed = changes.completed ?? 36_360;
  const dropped = changes.dropped ?? 0;
  return {
    loop: 'closed',
    concurrency: 16,
    completed,
    ok: completed - (changes.failed ?? 0) - (changes.timedOut ?? 0),
    failed: 0,
    timedOut: 0,
    dropped,
    completionsPerSecond: 303,
    meanResidenceMs: 52.8,
    belowFloor: belowFloor(completed + dropped),
    clientBusyPercent: 3.4,
    cpuGovernor: 'performance',
    otherLoad: { meanPercent: 2, cores: 8 },
    wallClock: { stepMs: -0.4, windowMs: 120_000 },
    outputs: { seen: 36_360, empty: 0, short: 0, distinct: 10_000, tokensWanted: 16, isSampled: true },
    ...changes,
  };
}
