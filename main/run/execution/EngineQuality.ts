import type { Evaluation, Quality } from '../../../core/contract/engineProtocol.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { endSentence } from '../../../core/format/absences.ts';
import type { EngineSession } from '../sessions/EngineSession.ts';
import { failureOf } from '../sessions/FailureError.ts';

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

/** What the engine itself is to hold a step's outputs against; undefined where there is nothing. */
export function evaluationOf({ model, load, reference }: PlannedStep): Evaluation | undefined {
  if (reference !== undefined) return undefined;
  if (model.goldenPath !== undefined) return { kind: 'golden', path: model.goldenPath };
  const isVariant = model.architecture !== undefined && model.precision !== undefined && model.precision !== 'float32';
  return isVariant ? { kind: 'reference', seed: load.seed } : undefined;
}

/**
 * What a model's outputs are worth, or why that is not known: that it cannot be found out keeps no model from being
 * measured, and the log says it.
 *
 * @param source whose words the log gives.
 * @throws the signal's reason when it aborts.
 */
export async function qualityOrAbsent(
  model: string,
  source: LogLine['source'],
  measure: () => Promise<Quality>,
  onLog: (line: LogLine) => void,
  signal: AbortSignal,
): Promise<StepResult['quality']> {
  try {
    return { ...(await measure()) };
  } catch (error) {
    signal.throwIfAborted();
    const { reason, remedy } = failureOf(error);
    const message = `The quality of ${model} was not measured. ${endSentence(reason)} ${remedy}`;
    onLog({ level: 'warn', source, message });
    return { absent: reason };
  }
}
