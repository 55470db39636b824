import type { EChartsType } from 'echarts/core';
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import classes from './charts.module.css';
import { nearestReading, type Reading } from './Reading.ts';

interface ChartReadoutProps {
  chart: RefObject<EChartsType | null>;
  readings: readonly Reading[];
  /** The question of the chart. */
  label: string;
}

/** What is read now: which, and where its line and its box stand. */
interface Shown {
  index: number;
  linePx: number;
  boxPx: number;
  onLeft: boolean;
}

const firstAxis = { xAxisIndex: 0 } as const;
const boxRoomPx = 240;
const farStep = 10;

/** A line through the chart and the values under it, moved by the pointer or the arrow keys. */
export function ChartReadout({ chart, readings, label }: ChartReadoutProps) {
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const reading = shown === undefined ? undefined : readings[shown.index];

  const show = (index: number, topPx: number): void => {
    const wanted = readings[index];
    const drawn = chart.current;
    if (wanted === undefined || drawn === null) {
      return;
    }
    const linePx = drawn.convertToPixel(firstAxis, wanted.position);
    if (typeof linePx === 'number' && Number.isFinite(linePx)) {
      setShown({ index, linePx, boxPx: topPx, onLeft: linePx + boxRoomPx > drawn.getWidth() });
    }
  };

  const onPointerMove = (event: PointerEvent): void => {
    const bounds = box.current?.getBoundingClientRect();
    const drawn = chart.current;
    if (bounds === undefined || drawn === null) {
      return;
    }
    const position = drawn.convertFromPixel(firstAxis, event.clientX - bounds.left);
    if (typeof position === 'number' && Number.isFinite(position)) {
      show(nearestReading(readings, position), Math.max(8, event.clientY - bounds.top - 48));
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const last = readings.length - 1;
    const from = shown?.index ?? -1;
    const step = event.shiftKey ? farStep : 1;
    const target = {
      ArrowRight: Math.min(last, from + step),
      ArrowLeft: Math.max(0, from - step),
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Escape') {
      setShown(undefined);
    } else if (target !== undefined) {
      event.preventDefault();
      show(target, 24);
    }
  };

  return (
    <div
      ref={box}
      className={classes.readout}
      role="slider"
      tabIndex={0}
      aria-label={`Values: ${label}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, readings.length - 1)}
      aria-valuenow={shown?.index ?? 0}
      aria-valuetext={reading === undefined ? 'use the arrow keys' : spoken(reading)}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setShown(undefined)}
      onBlur={() => setShown(undefined)}
      onKeyDown={onKeyDown}
    >
      {shown === undefined || reading === undefined ? null : (
        <>
          <i className={classes.hair} style={{ left: shown.linePx }} />
          <div
            className={classes.values}
            style={{
              top: shown.boxPx,
              left: shown.linePx,
              transform: shown.onLeft ? 'translateX(calc(-100% - 12px))' : 'translateX(12px)',
            }}
          >
            <strong>{reading.title}</strong>
            <dl className="num">
              {reading.rows.map((row) => (
                <div key={row.name}>
                  <dt>{row.name}</dt>
                  <dd>{row.value}</dd>
                </div>
              ))}
            </dl>
          </div>
        </>
      )}
    </div>
  );
}

function spoken({ title, rows }: Reading): string {
  return [title, ...rows.map((row) => `${row.name} ${row.value}`)].join(', ');
}
