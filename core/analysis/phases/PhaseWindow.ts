import type { PlannedPhase } from '../../contract/trafficPlan.ts';

/** A phase of a step's load when it was to be, and how far it got. Instants on the run's clock. */
export interface PhaseWindow {
  readonly phase: PlannedPhase;
  readonly fromMs: number;
  readonly toMs: number;
  /** As planned: later than `toMs` where the step was cut off in it. */
  readonly plannedToMs: number;
  /** Its requests are those from this index to before that one. */
  readonly first: number;
  readonly past: number;
}
