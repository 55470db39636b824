import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { formatRunClock } from '../../../core/format/durations.ts';
import classes from './time.module.css';

interface TimeCursorProps {
  totalSeconds: number;
  measuredSeconds: number;
  /** Undefined: no cursor, the columns show what is now. */
  cursorSeconds: number | undefined;
  onMove: (seconds: number | undefined) => void;
}

/** One line through all tracks, moved by the pointer or the arrow keys; Esc and leaving go back to now. */
export function TimeCursor({ totalSeconds, measuredSeconds, cursorSeconds, onMove }: TimeCursorProps) {
  const box = useRef<HTMLDivElement>(null);
  const byKeys = useRef(false);

  const clamp = (seconds: number): number => Math.min(Math.max(seconds, 0), measuredSeconds);

  const onPointerMove = (event: PointerEvent): void => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds !== undefined && bounds.width > 0 && measuredSeconds > 0) {
      byKeys.current = false;
      onMove(clamp(((event.clientX - bounds.left) / bounds.width) * totalSeconds));
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const stepSeconds = totalSeconds / 100;
    const from = cursorSeconds ?? measuredSeconds;
    const far = event.shiftKey ? 10 : 1;
    const target = {
      ArrowLeft: clamp(from - stepSeconds * far),
      ArrowRight: clamp(from + stepSeconds * far),
      Home: 0,
      End: measuredSeconds,
    }[event.key];
    if (event.key === 'Escape') {
      onMove(undefined);
    } else if (target !== undefined) {
      event.preventDefault();
      byKeys.current = true;
      onMove(target);
    }
  };

  return (
    <div
      ref={box}
      className={classes.cursor}
      role="slider"
      tabIndex={0}
      aria-label="Time cursor"
      aria-valuemin={0}
      aria-valuemax={Math.round(totalSeconds)}
      aria-valuenow={Math.round(cursorSeconds ?? measuredSeconds)}
      aria-valuetext={cursorSeconds === undefined ? 'now' : formatRunClock(cursorSeconds)}
      onPointerMove={onPointerMove}
      onPointerLeave={() => {
        if (!byKeys.current) {
          onMove(undefined);
        }
      }}
      onBlur={() => onMove(undefined)}
      onKeyDown={onKeyDown}
    >
      {cursorSeconds === undefined ? null : (
        <div className={classes.hair} style={{ left: `${(100 * cursorSeconds) / totalSeconds}%` }}>
          <span className="num">{formatRunClock(cursorSeconds)}</span>
        </div>
      )}
    </div>
  );
}
