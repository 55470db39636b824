export interface Pace {
  /** Time between two turns, milliseconds. */
  intervalMs: number;
  /** Of one core, that the work may take at most: longer work comes round less often. */
  largestShare: number;
  nowMs(): number;
}

/**
 * Does work again and again beside a measurement, without taking from the machine what is being measured. The first turn
 * comes after one interval. Returns a function that ends it,
 * also from within the work.
 */
export function repeatPaced({ intervalMs, largestShare, nowMs }: Pace, work: () => void): () => void {
  let timer: NodeJS.Timeout;
  let isOver = false;
  const turn = (): void => {
    const fromMs = nowMs();
    work();
    if (isOver) return;
    timer = setTimeout(turn, Math.max(intervalMs, (nowMs() - fromMs) / largestShare));
  };
  timer = setTimeout(turn, intervalMs);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
