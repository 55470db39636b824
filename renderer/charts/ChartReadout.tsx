import type { EChartsType } from 'echarts/core';
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import classes from './charts.module.css';
import { nearestReading, type Reading } from './Reading.ts';

interface ChartReadoutProps {
  chart: RefObject<EChartsType | null>;
  readings: readonly Reading[];
  /** Plots side by side with the same horizontal axis: each has its line. */
  panels: number;
  /** The question of the chart. */
  label: string;
}

/** What is read now: which, and where its line and its box stand. */
interface Shown {
  index: number;
  /** Of each panel that the place lies in; the box stands beside the one that is pointed at. */
  linesPx: number[];
  linePx: number;
  boxPx: number;
  onLeft: boolean;
}

const boxRoomPx = 240;
const farStep = 10;

/** A line through the chart and the values under it, moved by the pointer or the arrow keys. */
export function ChartReadout({ chart, readings, panels, label }: ChartReadoutProps) {
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const reading = shown === undefined ? undefined : readings[shown.index];

  const show = (index: number, topPx: number, panel: number): void => {
    const wanted = readings[index];
    const drawn = chart.current;
    if (wanted === undefined || drawn === null) {
      return;
    }
    const linesPx = Array.from({ length: panels }, (_, xAxisIndex) =>
      Number(drawn.convertToPixel({ xAxisIndex }, wanted.position)),
    );
    const linePx = linesPx[panel];
    if (linePx !== undefined && Number.isFinite(linePx)) {
      setShown({ index, linesPx, linePx, boxPx: topPx, onLeft: linePx + boxRoomPx > drawn.getWidth() });
    }
  };

  const onPointerMove = (event: PointerEvent): void => {
    const bounds = box.current?.getBoundingClientRect();
    const drawn = chart.current;
    if (bounds === undefined || drawn === null) {
      return;
    }
    const atPx = event.clientX - bounds.left;
    const panel = panelAt(drawn, atPx, panels);
    const position = drawn.convertFromPixel({ xAxisIndex: panel }, atPx);
    if (typeof position === 'number' && Number.isFinite(position)) {
      show(nearestReading(readings, position), Math.max(8, event.clientY - bounds.top - 48), panel);
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
      show(target, 24, 0);
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
          {shown.linesPx.map((linePx) => (
            <i key={linePx} className={classes.hair} style={{ left: linePx }} />
          ))}
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

/** The plot that lies under a place, of several side by side; between two of them the first. */
function panelAt(chart: EChartsType, atPx: number, panels: number): number {
  const middlePx = chart.getHeight() / 2;
  for (let gridIndex = 0; gridIndex < panels; gridIndex += 1) {
    if (chart.containPixel({ gridIndex }, [atPx, middlePx])) {
      return gridIndex;
    }
  }
  return 0;
}
