import type { StepResult } from '../contract/resultDocument.ts';
import type { ScenarioName } from '../contract/scenarioName.ts';
import { batchProcessing } from './latency/batch_processing/batchProcessing.ts';
import { concurrentRequests } from './latency/concurrent_requests/concurrentRequests.ts';
import { singleRequest } from './latency/single_request/singleRequest.ts';
import { memoryEfficiency } from './memory/memory_efficiency/memoryEfficiency.ts';
import { memoryProfiling } from './memory/memory_profiling/memoryProfiling.ts';
import { memoryScaling } from './memory/memory_scaling/memoryScaling.ts';
import { mixedWorkload } from './production/mixed_workload/mixedWorkload.ts';
import { realWorldSimulation } from './production/real_world_simulation/realWorldSimulation.ts';
import { stressTest } from './production/stress_test/stressTest.ts';
import type { OwnFigure, Scenario, ScenarioTraits } from './Scenario.ts';
import { burstHandling } from './throughput/burst_handling/burstHandling.ts';
import { maxThroughput } from './throughput/max_throughput/maxThroughput.ts';
import { sustainedLoad } from './throughput/sustained_load/sustainedLoad.ts';

const listed = [
  singleRequest,
  concurrentRequests,
  batchProcessing,
  maxThroughput,
  sustainedLoad,
  burstHandling,
  memoryProfiling,
  memoryEfficiency,
  memoryScaling,
  mixedWorkload,
  stressTest,
  realWorldSimulation,
] as const satisfies readonly Scenario[];

/** A list of scenarios, as far as it has every name of the contract. */
type Complete<Listed extends readonly Scenario[]> = [Exclude<ScenarioName, Listed[number]['name']>] extends [never]
  ? readonly Scenario[]
  : { missing: Exclude<ScenarioName, Listed[number]['name']> };

/** Every scenario, in the order they run and are listed. */
export const scenarios: Complete<typeof listed> = listed;

const byName: ReadonlyMap<string, Scenario> = new Map(scenarios.map((scenario) => [scenario.name, scenario]));

/** What is planned where only a target is asked for: a check of a server or of the client, and examples in help. */
export const plainScenario: ScenarioName = singleRequest.name;

/** The scenario of a step or of a stored plan, which hold its name alone. */
export function scenarioNamed(name: ScenarioName): Scenario {
  const scenario = byName.get(name);
  if (scenario === undefined) throw new Error(`there is no scenario "${name}": add it to core/scenarios/scenarios.ts`);
  return scenario;
}

/** The traits of a scenario by its name, none for a name that no scenario has. */
export function traitsOf(name: string): ScenarioTraits {
  return byName.get(name)?.traits ?? {};
}

/** Whether a figure of the result document is derived for the steps of a scenario. */
export function hasFigure(name: ScenarioName, figure: OwnFigure): boolean {
  return scenarioNamed(name).figures.includes(figure);
}

/**
 * What a scenario found, in one sentence without its full stop: "Recovered 3.2 s [2.9, 3.6] after the burst". Names of
 * classes and objectives stand in it as they came from outside. Undefined for scenarios whose answer is their latency or
 * throughput, and where nothing was measured.
 *
 * @param steps of one scenario, target and model, in the order in which they ran
 */
export function scenarioAnswer(scenario: ScenarioName, steps: readonly StepResult[]): string | undefined {
  return scenarioNamed(scenario).answer.sentence?.(steps.filter(({ failure }) => failure === undefined));
}
