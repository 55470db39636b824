import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import type { TrackEvent, TrackPhase } from '../../charts/time/Track.ts';
import type { LiveStep } from '../../state/live/LiveRun.ts';

const words: Record<RecordPhase, string> = { warmUp: 'Warm-up', measured: 'Measuring', coolDown: 'Cool-down' };

/** The planned length of a step, or how long it has gone on where that is more. */
export function axisSeconds(
  step: Pick<LiveStep, 'warmupSeconds' | 'durationSeconds' | 'phases'>,
  nowSeconds: number,
): number {
  const planned = step.warmupSeconds + step.durationSeconds;
  const begun = Math.max(0, ...step.phases.map((phase) => phase.fromSeconds + phase.plannedSeconds));
  const longest = Math.max(planned, begun, 1);
  // A step that overruns its plan gets a quarter more axis at a time, so that the lines do not crawl at every update.
  let seconds = longest;
  while (seconds < nowSeconds) {
    seconds += longest / 4;
  }
  return seconds;
}

/** The step's phases over its axis: those that have begun as they went, the others as they are planned. */
export function livePhases(step: LiveStep, totalSeconds: number): TrackPhase[] {
  const planned: { phase: RecordPhase; fromSeconds: number; plannedSeconds: number }[] = [
    { phase: 'warmUp', fromSeconds: 0, plannedSeconds: step.warmupSeconds },
    { phase: 'measured', fromSeconds: step.warmupSeconds, plannedSeconds: step.durationSeconds },
  ];
  const begun = step.phases;
  const last = begun.at(-1);
  const rest = last === undefined ? planned : planned.slice(planned.findIndex(({ phase }) => phase === last.phase) + 1);
  const following = last === undefined || last.phase === 'coolDown' ? 0 : last.fromSeconds + last.plannedSeconds;
  const shifted = rest.map((phase, index) => ({
    ...phase,
    fromSeconds: last !== undefined && index === 0 ? following : phase.fromSeconds,
  }));
  const all = [...begun, ...(last?.phase === 'coolDown' ? [] : shifted)].filter((phase) => phase.plannedSeconds > 0);
  return all.map((phase, index) => ({
    name: phase.phase === 'measured' ? `Measuring ${formatDuration(phase.plannedSeconds)}` : words[phase.phase],
    fromSeconds: phase.fromSeconds,
    toSeconds: Math.min(totalSeconds, all[index + 1]?.fromSeconds ?? phase.fromSeconds + phase.plannedSeconds),
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
