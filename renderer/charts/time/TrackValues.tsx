import type { Track, TrackLine } from './Track.ts';
import classes from './time.module.css';
import { dashes } from './trackOption.ts';
import { valueAt } from './valueAt.ts';

interface TrackValuesProps {
  track: Track;
  atSeconds: number | undefined;
  series: readonly string[];
}

/** The left column of a track: its quantity, its lines by swatch and name, their values at the cursor or now. */
export function TrackValues({ track, atSeconds, series }: TrackValuesProps) {
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
