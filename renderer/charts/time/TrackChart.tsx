import type { EChartsType } from 'echarts/core';
import { memo, useCallback, useEffect, useRef } from 'react';
import type { ChartPaint } from '../ChartPaint.ts';
import { createChart } from '../EChart.tsx';
import { growScale, type NiceScale, niceScale, timeStepSeconds } from '../scales.ts';
import type { Track, TrackPhase } from '../Track.ts';
import { highestOf, plotLeftPx, plotRightPx, trackData, trackFrame } from './trackOption.ts';

interface TrackChartProps {
  track: Track;
  paint: ChartPaint;
  totalSeconds: number;
  phases: readonly TrackPhase[];
  /** Changes when there is something new to draw. */
  version: number;
}

export const mostTimeTicks = 8;

/** The drawing of one track. Its frame is drawn when it changes, its data when they do, a few times a second. */
export const TrackChart = memo(function TrackChart(props: TrackChartProps) {
  const { track, paint, totalSeconds, phases, version } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const scale = useRef<NiceScale | undefined>(undefined);
  const drawn = useRef('');
  const latest = useRef({ track, paint, totalSeconds, phases });
  latest.current = { track, paint, totalSeconds, phases };

  const draw = useCallback((): void => {
    const target = chart.current;
    if (target === null) {
      return;
    }
    const now = latest.current;
    const highest = highestOf(now.track);
    if (highest > 0) {
      scale.current = growScale(scale.current, highest, now.track.intervals);
    }
    const shownScale = scale.current ?? niceScale(0, 1);
    const empty = scale.current === undefined;
    const frame = frameKey(now, shownScale, empty);
    if (frame !== drawn.current) {
      drawn.current = frame;
      const stepSeconds = timeStepSeconds(now.totalSeconds, mostTimeTicks);
      target.setOption(trackFrame({ ...now, stepSeconds, scale: shownScale, empty }), { notMerge: true });
    }
    target.setOption(trackData(now.track, now.totalSeconds, target.getWidth() - plotLeftPx - plotRightPx));
  }, []);

  useEffect(() => {
    const element = box.current;
    if (element === null) {
      return;
    }
    const created = createChart(element, null, { renderer: 'canvas' });
    chart.current = created;
    const observer = new ResizeObserver(() => {
      created.resize();
      drawSoon(created, draw);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      forgetDrawing(created);
      created.dispose();
      chart.current = null;
      drawn.current = '';
    };
  }, [draw]);

  useEffect(() => {
    // New properties ask for a drawing; the drawing reads what is newest then.
    if (chart.current !== null && version >= 0) {
      drawSoon(chart.current, draw);
    }
  });

  return <div ref={box} style={{ height: '100%', width: '100%' }} aria-hidden="true" />;
});

/** Changes exactly when the frame must be drawn anew. */
function frameKey(drawing: Omit<TrackChartProps, 'version'>, scale: NiceScale, empty: boolean): string {
  const { colours } = drawing.paint;
  return JSON.stringify([
    colours.panel,
    colours.text,
    drawing.totalSeconds,
    scale,
    empty,
    drawing.phases,
    drawing.track.lines.map((line) => line.id),
  ]);
}

type Draw = () => void;

/** At most this many drawings of one chart a second: the eye sees no more, and drawing costs what is being measured. */
const shortestPauseMs = 200;

const waiting = new Map<object, Draw>();
const drawnAtMs = new WeakMap<object, number>();
let scheduled = false;

function frame(nowMs: number): void {
  scheduled = false;
  for (const [chart, draw] of waiting) {
    if (nowMs - (drawnAtMs.get(chart) ?? Number.NEGATIVE_INFINITY) >= shortestPauseMs) {
      waiting.delete(chart);
      drawnAtMs.set(chart, nowMs);
      draw();
      break;
    }
  }
  schedule();
}

function schedule(): void {
  if (!scheduled && waiting.size > 0) {
    scheduled = true;
    requestAnimationFrame(frame);
  }
}

/** Draws a chart soon: one chart in each frame, each at most five times a second, always with its newest data. */
function drawSoon(chart: object, draw: Draw): void {
  // Asked again, a chart keeps its place in the queue.
  waiting.set(chart, draw);
  schedule();
}

function forgetDrawing(chart: object): void {
  waiting.delete(chart);
}
