import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import type { TrackEvent, TrackPhase } from '../../charts/Track.ts';
import { phaseName } from '../../charts/time/PhaseBar.tsx';
import type { LiveStep } from '../../state/live/LiveRun.ts';

const words: Record<RecordPhase, string> = { warmUp: 'Warm-up', measured: 'Measuring', coolDown: 'Cool-down' };

/** Room after the planned end, in which the last requests come in: a share of the plan, and at least this long. */
const tailShare = 0.03;
const leastTailSeconds = 0.3;

/**
 * Length of a step's axis: its plan and a little room for the last requests, from the first second on, so that nothing
 * jumps. A step that overruns gets a quarter more at a time.
 */
export function axisSeconds(
  step: Pick<LiveStep, 'warmupSeconds' | 'durationSeconds'> & Partial<Pick<LiveStep, 'phases'>>,
  nowSeconds: number,
  plan?: Pick<PlannedStep, 'loading'>,
): number {
  // What loading took is known once the first phase has begun.
  const loadingSeconds = plan?.loading === undefined ? 0 : (step.phases?.[0]?.fromSeconds ?? plan.loading.idleSeconds);
  const plannedSeconds = Math.max(1, loadingSeconds + step.warmupSeconds + step.durationSeconds);
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

type LivePlan = Pick<PlannedStep, 'load' | 'loading'>;

/**
 * The step's phases over its axis: those that have begun as they went, the others as they are planned. A load of several
 * parts shows these in the place of its measured time; where the engine is loaded as a part of the step, that comes first.
 */
export function livePhases(step: LiveStep, totalSeconds: number, plan?: LivePlan): TrackPhase[] {
  const idleSeconds = plan?.loading?.idleSeconds ?? 0;
  const planned: Begun[] = [
    { phase: 'warmUp', fromSeconds: idleSeconds, plannedSeconds: step.warmupSeconds },
    { phase: 'measured', fromSeconds: idleSeconds + step.warmupSeconds, plannedSeconds: step.durationSeconds },
    { phase: 'coolDown', fromSeconds: totalSeconds, plannedSeconds: totalSeconds },
  ];
  const last = step.phases.at(-1);
  const following =
    last === undefined ? planned : planned.slice(planned.findIndex(({ phase }) => phase === last.phase) + 1);
  // What follows is planned from the end of the phase that goes on, not from where it was thought to end.
  let fromSeconds = last === undefined ? idleSeconds : last.fromSeconds + last.plannedSeconds;
  const ahead = following.map((phase): Begun => {
    const moved = { ...phase, fromSeconds };
    fromSeconds += phase.plannedSeconds;
    return moved;
  });
  const all = [...step.phases, ...ahead].filter(
    (phase) => phase.plannedSeconds > 0 && phase.fromSeconds < totalSeconds,
  );
  const shown = all.map((phase, index) => ({
    phase,
    fromSeconds: phase.fromSeconds,
    toSeconds: Math.min(totalSeconds, all[index + 1]?.fromSeconds ?? totalSeconds),
  }));
  return [
    ...loadingPhases(plan, shown[0]?.fromSeconds ?? 0, step.phases.length > 0),
    ...shown.flatMap(({ phase, fromSeconds: from, toSeconds: to }) =>
      phase.phase === 'measured' && plan?.load.phases !== undefined
        ? loadPhases(plan.load.phases, from, to)
        : [
            {
              name:
                phase.phase === 'measured' ? `Measuring ${formatDuration(phase.plannedSeconds)}` : words[phase.phase],
              fromSeconds: from,
              toSeconds: to,
              cut: phase.phase !== 'measured',
            },
          ],
    ),
  ];
}

/** Where the first part of the counted load begins: as it went, or as it is planned. */
export function measuredFromSeconds(step: LiveStep, plan: Pick<PlannedStep, 'loading'>): number {
  const begun = step.phases.find(({ phase }) => phase === 'measured');
  const warming = step.phases.find(({ phase }) => phase === 'warmUp');
  return begun?.fromSeconds ?? (warming?.fromSeconds ?? plan.loading?.idleSeconds ?? 0) + step.warmupSeconds;
}

/** The parts of a load from where it begins; the last one lasts as long as the measured time does. */
function loadPhases(phases: NonNullable<LivePlan['load']['phases']>, from: number, to: number): TrackPhase[] {
  let fromSeconds = from;
  return phases.flatMap(({ name, durationSeconds }, index) => {
    const begin = fromSeconds;
    fromSeconds += durationSeconds;
    const end = index === phases.length - 1 ? to : Math.min(to, fromSeconds);
    return end > begin ? [{ name: phaseName(name), fromSeconds: begin, toSeconds: end, cut: false }] : [];
  });
}

/** The time before the first request of a step whose engine is started in it: how long loading takes shows itself. */
function loadingPhases(plan: LivePlan | undefined, untilSeconds: number, loaded: boolean): TrackPhase[] {
  if (plan?.loading === undefined || untilSeconds <= 0) {
    return [];
  }
  const idleSeconds = Math.min(plan.loading.idleSeconds, untilSeconds);
  return [
    { name: phaseName('idle'), fromSeconds: 0, toSeconds: idleSeconds, cut: true },
    ...(loaded && untilSeconds > idleSeconds
      ? [{ name: phaseName('load'), fromSeconds: idleSeconds, toSeconds: untilSeconds, cut: true }]
      : []),
  ];
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
