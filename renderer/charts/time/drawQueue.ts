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
export function drawSoon(chart: object, draw: Draw): void {
  // Asked again, a chart keeps its place in the queue.
  waiting.set(chart, draw);
  schedule();
}

export function forgetDrawing(chart: object): void {
  waiting.delete(chart);
}
