import { phaseTitle } from '../../../core/format/phaseTitle.ts';
import type { TrackEvent, TrackPhase } from '../Track.ts';
import classes from './time.module.css';

/** A phase shorter than this share of the axis has no room for its name. */
const leastNamedShare = 0.08;

interface PhaseBarProps {
  phases: readonly TrackPhase[];
  events: readonly TrackEvent[];
  totalSeconds: number;
}

/** The step's phases over its axis, and below them a lane for what happened. */
export function PhaseBar({ phases, events, totalSeconds }: PhaseBarProps) {
  const percent = (seconds: number): string =>
    `${(100 * Math.min(Math.max(seconds, 0), totalSeconds)) / totalSeconds}%`;
  const span = (from: number, to: number) => ({
    left: percent(from),
    width: `calc(${percent(to)} - ${percent(from)})`,
  });
  return (
    <>
      <ol className={classes.phases} aria-label="Phases">
        {phases.map((phase) => (
          <li
            key={`${phase.name} ${phase.fromSeconds}`}
            className={phase.cut ? `${classes.phase} ${classes.cut}` : classes.phase}
            style={span(phase.fromSeconds, phase.toSeconds)}
            title={phase.name}
          >
            {phase.toSeconds - phase.fromSeconds > totalSeconds * leastNamedShare ? phase.name : null}
          </li>
        ))}
      </ol>
      <ol className={classes.lane} aria-label="Events">
        {events.map((event) => (
          <li
            key={`${event.fromSeconds} ${event.text}`}
            className={classes.event}
            data-tone={event.tone}
            style={{ left: percent(event.fromSeconds) }}
          >
            <i style={{ width: `max(4px, calc(${percent(event.toSeconds)} - ${percent(event.fromSeconds)}))` }} />
            <span>{event.text}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** How a phase is called where its name stands alone: "Warm-up" for `warmUp`, "Burst" for `burst`. */
export function phaseName(name: string): string {
  const title = phaseTitle(name);
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
}
