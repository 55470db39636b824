import { formatDuration } from '../../format/durations.ts';
import { formatLatency } from '../../format/latency.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** More than a time service corrects in one step of sensible length by slewing: 0.5 ms a second at most. */
const slewShare = 0.0005;
/** Below it two readings of two clocks differ by chance. */
const leastMs = 5;
/** A second away the machine was asleep, or its time was set. */
const failMs = 1000;

export const clockStep: ValidityCheck = {
  id: 'clock-step',
  question: 'Was the machine awake, and its time left alone?',
  definition:
    'How far the time of day moved against the monotonic clock over the measured window. More than 5 ms (and more than 0.05 % of the window, which a time service may correct) warns, more than 1 s fails: the machine was suspended, or its time was set. Durations come from the monotonic clock and do not move with it.',
  remedy: 'Measure again; keep the machine from sleeping. Times of day in this run are off by as much.',
  complaint: 'the clock was stepped',
  evidenceComes: 'at the end',
  evaluate({ wallClock }) {
    if (wallClock === undefined) return { status: 'skipped', detail: 'the client gave no figure' };
    const { stepMs, windowMs } = wallClock;
    const size = Math.abs(stepMs);
    const detail = size < leastMs ? 'none' : formatLatency(size);
    if (size <= Math.max(leastMs, slewShare * windowMs)) return { status: 'pass', detail };
    return {
      status: size > failMs ? 'fail' : 'warn',
      detail,
      explanation: `the time of day jumped ${stepMs > 0 ? 'ahead' : 'back'} by ${detail} in a window of ${formatDuration(windowMs / 1000)}`,
    };
  },
};
