import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { qualityOrAbsent } from '../quality/qualityOrAbsent.ts';
import type { EngineSession } from '../sessions/EngineSession.ts';
import { evaluationOf } from './evaluationOf.ts';

/**
 * Holds the outputs of a loaded model against what there is to hold them against: samples of the user's, else, for a
 * variant of a built-in graph, the same weights in float32. Undefined where there is neither, and where a reference was
 * asked for by name: a result has one quality. That it cannot be done does not keep the model from being measured: the
 * reason stands in place of the figures.
 *
 * @throws the signal's reason when it aborts.
 */
export async function measureQuality(
  session: Pick<EngineSession, 'evaluate'>,
  step: PlannedStep,
  follow: { onProgress(activity: string, fraction: number | undefined): void; onLog(line: LogLine): void },
  signal: AbortSignal,
): Promise<StepResult['quality']> {
  const evaluation = evaluationOf(step);
  if (evaluation === undefined) return undefined;
  follow.onProgress(`Measuring the quality of ${step.model.name}`, undefined);
  const measure = () => session.evaluate(evaluation, signal);
  return qualityOrAbsent(step.model.name, 'engine', measure, follow.onLog, signal);
}
