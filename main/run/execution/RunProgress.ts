import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

/** Seconds that a step takes beyond its planned load: its last requests, deriving and storing the result. */
const stepOverheadSeconds = 0.5;
/** What it takes to load a model within a step: read from a warm cache. */
const loadSeconds = 3;

/** Time left in a run, from the plan and the clock. */
export class RunProgress {
  #steps: readonly PlannedStep[];
  #stepIndex = 0;
  #stepStartedAtMs: number | undefined;

  constructor(steps: readonly PlannedStep[]) {
    this.#steps = steps;
  }

  /** The plan has grown behind the present step. */
  follow(steps: readonly PlannedStep[]): void {
    this.#steps = steps;
  }

  beginStep(index: number): void {
    this.#stepIndex = index;
    this.#stepStartedAtMs = undefined;
  }

  /** Its engine is ready: from now on the step's own time passes. */
  beginLoad(atMs: number): void {
    this.#stepStartedAtMs = atMs;
  }

  left(nowMs: number): { stepIndex: number; stepLeftSeconds: number; runLeftSeconds: number } {
    const elapsedSeconds = this.#stepStartedAtMs === undefined ? 0 : (nowMs - this.#stepStartedAtMs) / 1000;
    const current = this.#steps[this.#stepIndex];
    const stepLeftSeconds = current === undefined ? 0 : Math.max(0, plannedSeconds(current) - elapsedSeconds);
    const later = this.#steps.slice(this.#stepIndex + 1).reduce((sum, step) => sum + plannedSeconds(step), 0);
    return { stepIndex: this.#stepIndex, stepLeftSeconds, runLeftSeconds: stepLeftSeconds + later };
  }
}

function plannedSeconds(step: PlannedStep): number {
  const loading = step.loading === undefined ? 0 : step.loading.idleSeconds + loadSeconds;
  return loading + step.warmupSeconds + step.durationSeconds + stepOverheadSeconds;
}
