import { scalabilityOf } from '../../../core/analysis/scalabilityOf.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ResultSection } from './reportOutline.ts';

/** By which law throughput grows over the levels of a section; undefined where they are no ladder of concurrency. */
export function scalabilityIn({ steps: [step], subject }: ResultSection): StepResult['scalability'] {
  return step === undefined ? undefined : scalabilityOf(subject.steps, step);
}
