import type {
  ModelConfiguration,
  ScenarioConfiguration,
  ScenarioConfigurationKey,
} from '../../../core/contract/configuration.ts';
import type { StepLevel } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';

/** What a scenario's steps are made from. */
export interface ScenarioInput {
  /** The entry of `scenarios.json` under the scenario's key. */
  configuration: ScenarioConfiguration;
  model: ModelConfiguration;
  /** What the user set; it wins over the configuration. */
  load: LoadOptions;
}

/** One step of a scenario, as far as the scenario decides it. */
export interface ScenarioStep {
  level: StepLevel;
  loop: 'closed';
  concurrency: number;
  batchSize: number;
}

/** Something that a user should know about how the steps came to be. */
export interface ScenarioNote {
  /** Where: a key of the configuration or of the load options. */
  path: string;
  value: string;
  message: string;
  remedy: string;
}

/** A load pattern and the question that it answers. Pure: it expands to the same steps wherever it is asked. */
export interface Scenario {
  name: ScenarioName;
  title: string;
  question: string;
  configurationKey: ScenarioConfigurationKey;
  /** In ascending order; none when the model can run no level. */
  steps(input: ScenarioInput): ScenarioStep[];
  notes(input: ScenarioInput): ScenarioNote[];
}
