import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import type { Markup } from '../html/Markup.ts';
import { burstFigure } from './scenarios/burstFigure.ts';
import { mixFigure } from './scenarios/mixFigure.ts';
import { profileFigure } from './scenarios/profileFigure.ts';
import { simulationFigure } from './scenarios/simulationFigure.ts';
import { stressFigure } from './scenarios/stressFigure.ts';
import { sustainedFigure } from './scenarios/sustainedFigure.ts';

const figures: Partial<Record<ScenarioName, (section: ResultSection, step: StepResult) => Markup | null>> = {
  'throughput/sustained_load': sustainedFigure,
  'throughput/burst_handling': burstFigure,
  'memory/memory_profiling': profileFigure,
  'production/mixed_workload': mixFigure,
  'production/stress_test': stressFigure,
  'production/real_world_simulation': simulationFigure,
};

/** The chart that answers what the scenario of a step asks; null where the percentile plot does. */
export function scenarioFigure(section: ResultSection, step: StepResult): Markup | null {
  return figures[step.scenario]?.(section, step) ?? null;
}
