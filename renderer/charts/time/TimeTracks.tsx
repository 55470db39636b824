import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { type CSSProperties, type ReactNode, useState } from 'react';
import { formatDuration, formatRunClock } from '../../../core/format/durations.ts';
import { usePaint } from '../ChartPaint.ts';
import { type ChartTable, ChartTableView } from '../ChartTable.tsx';
import { timeTicks } from '../scales.ts';
import type { LinePoints, Track, TrackEvent, TrackLine, TrackPhase } from '../Track.ts';
import { dashes } from '../Track.ts';
import { PhaseBar } from './PhaseBar.tsx';
import { TimeCursor } from './TimeCursor.tsx';
import { mostTimeTicks, TrackChart } from './TrackChart.tsx';
import classes from './time.module.css';
import { plotLeftPx, plotRightPx } from './trackOption.ts';

interface TimeTracksProps {
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

interface TrackValuesProps {
  track: Track;
  atSeconds: number | undefined;
  series: readonly string[];
}

/** The left column of a track: its quantity, its lines by swatch and name, their values at the cursor or now. */
function TrackValues({ track, atSeconds, series }: TrackValuesProps) {
  return (
    <div className={classes.values}>
      <h2>
        {track.title} <small>{track.unit}</small>
      </h2>
      <dl>
        {track.lines.map((line) => (
          <LineValue
            key={line.id}
            track={track}
            line={line}
            atSeconds={atSeconds}
            colour={series[line.slot - 1] ?? ''}
          />
        ))}
      </dl>
      {track.note === undefined ? null : <p>{track.note}</p>}
    </div>
  );
}

interface LineValueProps {
  track: Track;
  line: TrackLine;
  atSeconds: number | undefined;
  colour: string;
}

function LineValue({ track, line, atSeconds, colour }: LineValueProps) {
  const value = atSeconds === undefined ? undefined : valueAt(line.points(), atSeconds);
  const dash = dashes[line.dash];
  return (
    <div>
      <dt>
        <svg width="18" height="8" aria-hidden="true">
          <line
            x1="0"
            x2="18"
            y1="4"
            y2="4"
            stroke={colour}
            strokeWidth={line.widthPx}
            strokeDasharray={dash === 'solid' ? undefined : dash.join(' ')}
          />
        </svg>
        {line.name}
      </dt>
      <dd className="num">{value === undefined ? <small>none</small> : track.format(value * line.factor)}</dd>
    </div>
  );
}

/** A value this far from the asked instant still belongs to it; farther away nothing was measured there. */
const reachSeconds = 1.5;

/** The value measured nearest to an instant; undefined where the line has a gap. Later points do not count. */
export function valueAt({ seconds, values, count }: LinePoints, atSeconds: number): number | undefined {
  for (let index = count - 1; index >= 0; index -= 1) {
    const away = atSeconds - (seconds[index] ?? 0);
    if (away > reachSeconds) {
      return undefined;
    }
    const value = values[index] ?? Number.NaN;
    if (away >= -1e-9 && !Number.isNaN(value)) {
      return value;
    }
  }
  return undefined;
}

interface TracksOrTableProps extends Omit<TimeTracksProps, 'tools'> {
  /** Makes the table that holds the same figures; asked for only while it is shown. */
  table: () => ChartTable;
  /** Tells one step from another: scales and cursor begin anew with it, the choice of tracks or table stays. */
  stepKey: string;
}

/** Tracks on one time axis, or in their place the table of the same figures. */
export function TracksOrTable({ table, stepKey, ...tracks }: TracksOrTableProps) {
  const [asTable, setAsTable] = useState(false);
  const label = asTable ? 'Show the tracks' : 'Show as table';
  const tool = (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
        <IconTable size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
  return asTable ? (
    <div className={classes.tableView}>
      <div className={classes.tableBar}>{tool}</div>
      <ChartTableView table={table()} label={tracks.label} />
    </div>
  ) : (
    <TimeTracks key={stepKey} {...tracks} tools={tool} />
  );
}
