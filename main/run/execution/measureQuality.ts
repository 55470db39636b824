import type { Evaluation } from '../../../core/contract/engineProtocol.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import type { EngineSession } from '../sessions/EngineSession.ts';
import { failureOf } from '../sessions/FailureError.ts';

/**
 * Holds the outputs of a loaded model against what there is to hold them against: samples of the user's, else, for a
 * variant of a built-in graph, the same weights in float32. Undefined where there is neither. That it cannot be done does
 * not keep the model from being measured: the reason stands in place of the figures.
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
  try {
    return { ...(await session.evaluate(evaluation, signal)) };
  } catch (error) {
    if (signal.aborted) throw error;
    const { reason, remedy } = failureOf(error);
    follow.onLog({
      level: 'warn',
      source: 'engine',
      message: `The quality of ${step.model.name} was not measured. ${endSentence(reason)} ${remedy}`,
    });
    return { absent: reason };
  }
}

function evaluationOf({ model, load }: PlannedStep): Evaluation | undefined {
  if (model.goldenPath !== undefined) return { kind: 'golden', path: model.goldenPath };
  const isVariant = model.architecture !== undefined && model.precision !== undefined && model.precision !== 'float32';
  return isVariant ? { kind: 'reference', seed: load.seed } : undefined;
}
