import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { RunProgress } from '../../../main/run/execution/RunProgress.ts';
import { stepOf } from '../analysis/measurements.ts';

describe('RunProgress', () => {
  it('has idle time and load of an engine that is started within a step in the time left', () => {
    const plain: PlannedStep = { ...stepOf(), warmupSeconds: 1, durationSeconds: 10 };
    const loading: PlannedStep = { ...plain, loading: { idleSeconds: 4 } };
    const progress = new RunProgress([loading, plain]);
    const { runLeftSeconds, stepLeftSeconds } = progress.left(0);
    // Beside what is planned there are seconds to load and to store, which no plan knows exactly.
    expect(stepLeftSeconds).toBeGreaterThanOrEqual(4 + 11);
    expect(stepLeftSeconds).toBeLessThan(4 + 11 + 5);
    progress.beginStep(0);
    progress.beginLoad(1000);
    expect(progress.left(3000)).toEqual({
      stepIndex: 0,
      stepLeftSeconds: stepLeftSeconds - 2,
      runLeftSeconds: runLeftSeconds - 2,
    });
  });
});
