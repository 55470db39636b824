import type {
  ModelConfiguration,
  ScenarioConfiguration,
  ScenarioConfigurationKey,
} from '../../../core/contract/configuration.ts';
import type { SearchEnd } from '../../../core/contract/ladderFigures.ts';
import type { PlannedStep, SearchLimits, StepLevel } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';

/** What a scenario's steps are made from. */
export interface ScenarioInput {
  /** The entry of `scenarios.json` under the scenario's key. */
  configuration: ScenarioConfiguration;
  model: ModelConfiguration;
  /** What the user set; it wins over the configuration. */
  load: LoadOptions;
}

/** The load of a step, as far as its scenario decides it. */
export type ScenarioLoad =
  | { loop: 'closed'; concurrency: number; batchSize: number; runners?: number }
  | { loop: 'open'; ratePerSecond: number; arrival: string; maxInFlight: number; batchSize: number };

/** One step of a scenario, as far as the scenario decides it. */
export interface ScenarioStep {
  level: StepLevel;
  load: ScenarioLoad;
  /** How long it is measured, against the duration of the plan; 1 unless told. Its warm-up shrinks with it. */
  durationShare?: number;
  /** It is a level of a search. */
  search?: Omit<SearchLimits, 'budgetSeconds' | 'durationSeconds' | 'warmupSeconds'>;
}

/** What a search has come to: one more step, or its end, after which there may be a step that rests on it. */
export type SearchMove = { step: ScenarioStep; end?: SearchEnd } | { step?: undefined; end: SearchEnd };

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
  /** In ascending order; none when the model can run no level. Of a search, the first step alone. */
  steps(input: ScenarioInput): ScenarioStep[];
  /**
   * Searches: what comes after the steps measured so far, which were planned from the first of them. Asked after each
   * step of which `search` is set.
   */
  next?(planned: PlannedStep, measured: readonly StepResult[]): SearchMove;
  notes(input: ScenarioInput): ScenarioNote[];
}
