import type { StepResult } from '../contract/resultDocument.ts';
import type { ScenarioName } from '../contract/scenarioName.ts';
import { attainmentSentence } from './attainmentWords.ts';
import { breakingSentence } from './breakingPointWords.ts';
import { interferenceSentence } from './interferenceWords.ts';
import { fitSentence } from './memoryFitWords.ts';
import { memoryPerRequestSentence, memoryProfileSentence } from './memoryWords.ts';
import { recoverySentence } from './recoveryWords.ts';

type Teller = (steps: readonly StepResult[]) => string | undefined;

/** Of the last step that has something to tell: a scenario's figures stand on the step that ends it. */
const last =
  (...tell: ((step: StepResult) => string | undefined)[]): Teller =>
  (steps) => {
    for (const step of steps.toReversed()) {
      const told = tell.flatMap((one) => one(step) ?? []);
      if (told.length > 0) return told.join('; ').replace(/; R(?=ecover)/, '; r');
    }
    return undefined;
  };

const tellers: Partial<Record<ScenarioName, Teller>> = {
  'throughput/burst_handling': last(recoverySentence),
  'memory/memory_profiling': last(memoryProfileSentence),
  'memory/memory_efficiency': last(memoryPerRequestSentence),
  'memory/memory_scaling': fitSentence,
  'production/mixed_workload': last(interferenceSentence),
  'production/stress_test': last(breakingSentence, recoverySentence),
  'production/real_world_simulation': last(attainmentSentence),
};

/**
 * What a scenario found, in one sentence without its full stop: "Recovered 3.2 s [2.9, 3.6] after the burst". Names of
 * classes and objectives stand in it as they came from outside. Undefined for scenarios whose answer is their latency or
 * throughput, and where nothing was measured.
 *
 * @param steps of one scenario, target and model, in the order in which they ran
 */
export function scenarioAnswer(scenario: ScenarioName, steps: readonly StepResult[]): string | undefined {
  return tellers[scenario]?.(steps.filter(({ failure }) => failure === undefined));
}
