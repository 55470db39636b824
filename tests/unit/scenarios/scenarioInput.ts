import type { ScenarioConfiguration } from '../../../core/contract/configuration.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioInput, ScenarioStep } from '../../../core/scenarios/Scenario.ts';
import { dummyStep } from '../runner/plannedSteps.ts';

/** What a scenario is asked with: a step of 60 s, 50 tokens in and 50 out, unless told otherwise. */
export function scenarioInput(
  configuration: Partial<ScenarioConfiguration> = {},
  more: Partial<Omit<ScenarioInput, 'configuration'>> = {},
): ScenarioInput {
  return {
    configuration: { name: 'x', duration_seconds: 60, warmup_seconds: 10, ...configuration },
    model: { name: 'GPT-2', type: 'transformer', batch_sizes: [1, 2, 4, 8] },
    load: {},
    durationSeconds: 60,
    promptTokens: 50,
    outputTokens: 50,
    startsEngine: false,
    ...more,
  };
}

/** A level of a search, planned as its scenario said. */
export function plannedLevel(step: ScenarioStep | undefined, scenario: PlannedStep['scenario']): PlannedStep {
  if (step?.search === undefined) throw new Error('it does not begin with a search');
  const search = { ...step.search, budgetSeconds: 600, durationSeconds: 60, warmupSeconds: 10 };
  return dummyStep({ scenario, level: step.level, search, durationSeconds: 6 });
}

/** Levels of a search that found a target of one worker: its throughput does not grow. */
export function saturated(requestsPerSecond: number): StepResult[] {
  return [1, 2, 4].map(
    (concurrency) =>
      ({
        load: { concurrency, durationSeconds: 6 },
        requests: { sent: 100, ok: 100 },
        throughput: { requestsPerSecond },
        validity: { verdict: 'valid', checks: [] },
      }) as unknown as StepResult,
  );
}
