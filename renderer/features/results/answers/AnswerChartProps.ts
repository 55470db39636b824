import type { StepResult } from '../../../../core/contract/resultDocument.ts';

/** What the chart of a scenario is made of. */
export interface AnswerChartProps {
  step: StepResult;
  /** Those of the same target, model and scenario in the order in which they ran, this one among them. */
  steps: readonly StepResult[];
}
