import { scalabilityOf } from '../../../core/analysis/scalability.ts';
import type { Distribution } from '../../../core/contract/distribution.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';
import type { ResultSection } from './reportOutline.ts';
import type { Subject } from './subjects.ts';

/** A step whose latencies may be quoted in a sentence: it has some, and no check says not to use it. */
export type UsableStep = StepResult & { latencyMs: Distribution };

export function isUsable(step: StepResult): step is UsableStep {
  return step.latencyMs !== undefined && step.validity.verdict !== 'invalid';
}

/** The usable steps of a subject with a number of single requests (batches of one) in flight, lightest load first. */
export function loadLadder(subject: Subject): UsableStep[] {
  return subject.steps
    .filter(isUsable)
    .filter(
      ({ load, scenario }) => load.loop === 'closed' && load.batchSize === 1 && traitsOf(scenario).levels !== 'batch',
    )
    .sort((a, b) => inFlightOf(a) - inFlightOf(b));
}

/** A subject and the step that says how fast it is by itself: the lightest load whose p50 rests on enough requests. */
export interface MeasuredSubject {
  subject: Subject;
  base: UsableStep;
}

/** The subjects of which a latency may be quoted, each with its lightest load. */
export function measuredSubjects(list: readonly Subject[]): MeasuredSubject[] {
  return list.flatMap((subject) => {
    const steps = [...loadLadder(subject), ...subject.steps.filter(isUsable)];
    const base = steps.find(({ latencyMs }) => !latencyMs.belowFloor.includes('p50'));
    return base ? [{ subject, base }] : [];
  });
}

/** The step with the most completed requests per second. */
export function busiestStep(subject: Subject): UsableStep | undefined {
  const rate = (step: UsableStep): number => step.throughput?.requestsPerSecond ?? 0;
  return loadLadder(subject).reduce<UsableStep | undefined>(
    (best, step) => (best === undefined || rate(step) > rate(best) ? step : best),
    undefined,
  );
}

/** By which law throughput grows over the levels of a section; undefined where they are no ladder of concurrency. */
export function scalabilityIn({ steps: [step], subject }: ResultSection): StepResult['scalability'] {
  return step === undefined ? undefined : scalabilityOf(subject.steps, step);
}
