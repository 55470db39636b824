import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../core/contract/runEvent.ts';
import { PowerGuard } from '../../../main/shell/PowerGuard.ts';

const started = { type: 'runStarted' } as RunEvent;
const ended: RunEvent = { type: 'runEnded', runId: 'r', status: 'completed', finishedSteps: 1 };

describe('PowerGuard', () => {
  it('keeps the machine awake from the start of a run to its end', () => {
    const calls: unknown[] = [];
    const guard = new PowerGuard({
      start: (type) => {
        calls.push(type);
        return 5;
      },
      stop: (id) => calls.push(id),
    });
    guard.follow([started]);
    guard.follow([started]);
    expect(calls).toEqual(['prevent-app-suspension']);
    guard.follow([ended, ended]);
    guard.release();
    expect(calls).toEqual(['prevent-app-suspension', 5]);
  });
});
