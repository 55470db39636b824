import type { StepPhase } from '../contract/scenarioFigures.ts';
import { phaseTitle } from '../format/phaseTitle.ts';

/** A phase as a stretch of a chart over time, seconds since the step began. */
export interface PhaseSpan {
  name: string;
  title: string;
  fromSeconds: number;
  toSeconds: number;
  /** Requests of other phases are sent and left out: they are hatched. */
  isCounted: boolean;
}

const uncounted: ReadonlySet<string> = new Set(['warmUp', 'coolDown']);

/** Whether the requests of a phase count. */
export function isCountedPhase({ name, counted }: Pick<StepPhase, 'name' | 'counted'>): boolean {
  return counted !== false && !uncounted.has(name);
}

/** The phases of a step as stretches of its time; those without length are left out. */
export function phaseSpans(phases: readonly StepPhase[]): PhaseSpan[] {
  return phases
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .map((phase) => ({
      name: phase.name,
      title: phaseTitle(phase.name),
      fromSeconds: phase.fromMs / 1000,
      toSeconds: phase.toMs / 1000,
      isCounted: isCountedPhase(phase),
    }));
}
