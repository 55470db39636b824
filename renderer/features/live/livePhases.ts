import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import type { TrackEvent, TrackPhase } from '../../charts/time/Track.ts';
import type { LiveStep } from '../../state/live/LiveRun.ts';

const words: Record<RecordPhase, string> = { warmUp: 'Warm-up', measured: 'Measuring', coolDown: 'Cool-down' };

/** Room after the planned end, in which the last requests come in: a share of the plan, and at least this long. */
const tailShare = 0.03;
const leastTailSeconds = 0.3;

/**
 * Length of a step's axis: its plan and a little room for the last requests, from the first second on, so that nothing
 * jumps. A step that overruns gets a quarter more at a time.
 */
export function axisSeconds(step: Pick<LiveStep, 'warmupSeconds' | 'durationSeconds'>, nowSeconds: number): number {
  const plannedSeconds = Math.max(1, step.warmupSeconds + step.durationSeconds);
  let seconds = plannedSeconds + Math.max(leastTailSeconds, plannedSeconds * tailShare);
  while (seconds < nowSeconds) {
    seconds += plannedSeconds / 4;
  }
  return seconds;
}

interface Begun {
  phase: RecordPhase;
  fromSeconds: number;
  plannedSeconds: number;
}

/** The step's phases over its axis: those that have begun as they went, the others as they are planned. */
export function livePhases(step: LiveStep, totalSeconds: number): TrackPhase[] {
  const planned: Begun[] = [
    { phase: 'warmUp', fromSeconds: 0, plannedSeconds: step.warmupSeconds },
    { phase: 'measured', fromSeconds: step.warmupSeconds, plannedSeconds: step.durationSeconds },
    { phase: 'coolDown', fromSeconds: step.warmupSeconds + step.durationSeconds, plannedSeconds: totalSeconds },
  ];
  const last = step.phases.at(-1);
  const following =
    last === undefined ? planned : planned.slice(planned.findIndex(({ phase }) => phase === last.phase) + 1);
  // What follows is planned from the end of the phase that goes on, not from where it was thought to end.
  let fromSeconds = last === undefined ? 0 : last.fromSeconds + last.plannedSeconds;
  const ahead = following.map((phase): Begun => {
    const moved = { ...phase, fromSeconds };
    fromSeconds += phase.plannedSeconds;
    return moved;
  });
  const all = [...step.phases, ...ahead].filter(
    (phase) => phase.plannedSeconds > 0 && phase.fromSeconds < totalSeconds,
  );
  return all.map((phase, index) => ({
    name: phase.phase === 'measured' ? `Measuring ${formatDuration(phase.plannedSeconds)}` : words[phase.phase],
    fromSeconds: phase.fromSeconds,
    toSeconds: Math.min(totalSeconds, all[index + 1]?.fromSeconds ?? totalSeconds),
    cut: phase.phase !== 'measured',
  }));
}

/** What happened in the step, for the lane under the phases. */
export function liveEvents(step: LiveStep): TrackEvent[] {
  return step.series.events.map((event) => ({
    text: event.text,
    fromSeconds: event.fromSeconds,
    toSeconds: event.toSeconds,
    tone: event.kind === 'failures' ? 'invalid' : 'plain',
  }));
}
