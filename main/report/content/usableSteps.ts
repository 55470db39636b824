import type { Distribution, StepResult } from '../../../core/contract/resultDocument.ts';
import { inFlightOf } from './stepWords.ts';
import type { Subject } from './subjects.ts';

/** A step whose latencies may be quoted in a sentence: it has some, and no check says not to use it. */
export type UsableStep = StepResult & { latencyMs: Distribution };

export function isUsable(step: StepResult): step is UsableStep {
  return step.latencyMs !== undefined && step.validity.verdict !== 'invalid';
}

/** The usable steps of a subject that measure single requests (batches of one), lightest load first. */
export function loadLadder(subject: Subject): UsableStep[] {
  return subject.steps
    .filter(isUsable)
    .filter(({ load, scenario }) => load.batchSize === 1 && scenario !== 'latency/batch_processing')
    .sort((a, b) => inFlightOf(a) - inFlightOf(b));
}

/** The step that says how fast a subject is by itself: its lightest load. */
export function baseStep(subject: Subject): UsableStep | undefined {
  return loadLadder(subject)[0] ?? subject.steps.find(isUsable);
}

/** The step with the most completed requests per second. */
export function busiestStep(subject: Subject): UsableStep | undefined {
  const rate = (step: UsableStep): number => step.throughput?.requestsPerSecond ?? 0;
  return loadLadder(subject).reduce<UsableStep | undefined>(
    (best, step) => (best === undefined || rate(step) > rate(best) ? step : best),
    undefined,
  );
}
