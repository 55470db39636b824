import { type CSSProperties, type ReactNode, useState } from 'react';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import { formatRunClock } from '../../../core/format/formatRunClock.ts';
import { timeTicks } from '../scales/timeTicks.ts';
import { usePaint } from '../usePaint.ts';
import { PhaseBar } from './PhaseBar.tsx';
import { TimeCursor } from './TimeCursor.tsx';
import type { Track, TrackEvent, TrackPhase } from './Track.ts';
import { mostTimeTicks, TrackChart } from './TrackChart.tsx';
import { TrackValues } from './TrackValues.tsx';
import classes from './time.module.css';
import { plotLeftPx, plotRightPx } from './trackOption.ts';

export interface TimeTracksProps {
  /** What the tracks show, for who cannot see them. */
  label: string;
  tracks: readonly Track[];
  phases: readonly TrackPhase[];
  events: readonly TrackEvent[];
  /** Length of the axis: it spans the planned step from its first second. */
  totalSeconds: number;
  /** How far the measurement has come; undefined before the first value. */
  nowSeconds: number | undefined;
  /** Length of one slice of the latency track. */
  sliceSeconds: number;
  version: number;
  tools: ReactNode;
  /** Stands in the first track while there is nothing to draw. */
  awaited?: string | undefined;
}

const plotRoom = { '--plot-left': `${plotLeftPx}px`, '--plot-right': `${plotRightPx}px` } as CSSProperties;

/** Several quantities on one time axis: values in fixed columns on the left, one cursor through all tracks. */
export function TimeTracks(props: TimeTracksProps) {
  const { tracks, phases, events, totalSeconds, nowSeconds } = props;
  const paint = usePaint();
  const [cursorSeconds, setCursorSeconds] = useState<number | undefined>(undefined);
  const shownSeconds = cursorSeconds ?? nowSeconds;
  const head =
    shownSeconds === undefined
      ? 'No values yet'
      : cursorSeconds === undefined
        ? `Values now, ${formatRunClock(shownSeconds)}`
        : `Values at ${formatRunClock(cursorSeconds)}`;
  return (
    <section className={classes.tracks} style={plotRoom} aria-label={props.label} data-pane="" tabIndex={-1}>
      <div className={classes.sheet}>
        <div className={classes.head}>
          <div className={classes.values}>
            <span className="num">{head}</span>
            <span>{props.sliceSeconds > 0 ? `${formatDuration(props.sliceSeconds)} slices` : 'from step start'}</span>
            <span>{`Events: ${events.length}`}</span>
            <span className={classes.tools}>{props.tools}</span>
          </div>
          <div className={classes.axis}>
            <PhaseBar phases={phases} events={events} totalSeconds={totalSeconds} />
            <div className={`${classes.ticks} num`} aria-hidden="true">
              {timeTicks(totalSeconds, mostTimeTicks).map((seconds) => (
                <span
                  key={seconds}
                  className={seconds > totalSeconds * 0.995 ? classes.lastTick : undefined}
                  style={{ left: `${(100 * seconds) / totalSeconds}%` }}
                >
                  {formatRunClock(seconds)}
                </span>
              ))}
            </div>
          </div>
        </div>
        {tracks.map((track, index) => (
          <div
            key={track.id}
            className={index === 0 ? `${classes.row} ${classes.first}` : classes.row}
            style={{ '--track-height': `${track.heightPx}px` } as CSSProperties}
          >
            <TrackValues track={track} atSeconds={shownSeconds} series={paint.colours.series} />
            <div className={classes.plot}>
              <TrackChart
                track={track}
                paint={paint}
                totalSeconds={totalSeconds}
                phases={phases}
                version={props.version}
              />
              {index === 0 && props.awaited !== undefined ? <p className={classes.awaited}>{props.awaited}</p> : null}
            </div>
          </div>
        ))}
        <TimeCursor
          totalSeconds={totalSeconds}
          measuredSeconds={nowSeconds ?? 0}
          cursorSeconds={cursorSeconds}
          onMove={setCursorSeconds}
        />
      </div>
    </section>
  );
}
