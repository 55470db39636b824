import type {
  ClassConfiguration,
  ModelConfiguration,
  ScenarioConfiguration,
  ScenarioConfigurationKey,
} from '../../../core/contract/configuration.ts';
import type { SearchEnd } from '../../../core/contract/ladderFigures.ts';
import type { PlannedStep, SearchLimits, StepLevel } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';
import type {
  PlannedPhase,
  ScenarioDescription,
  TrafficClass,
  TrafficPlan,
} from '../../../core/contract/trafficPlan.ts';

/** What a scenario's steps are made from. */
export interface ScenarioInput {
  /** The entry of `scenarios.json` under the scenario's key. */
  configuration: ScenarioConfiguration;
  /** The kinds of requests of `scenarios.json`; absent where it has none. */
  classes?: Readonly<Record<string, ClassConfiguration>>;
  model: ModelConfiguration;
  /** What the user set; it wins over the configuration. */
  load: LoadOptions;
  /** Of a step with the whole duration. */
  durationSeconds: number;
  /** Lengths of a request, as the plan has them. */
  promptTokens: number;
  outputTokens: number;
  /** The most tokens that prompt and output can have together; absent where nothing tells. */
  contextTokens?: number;
  /** This program starts the engine, so that its load can be a part of a step. */
  startsEngine: boolean;
  /** The recording that is to be played, where one is: its absolute path, and its own mean rate. */
  recording?: { path: string; ratePerSecond: number };
}

/** The load of a step, as far as its scenario decides it. An open loop's rate is its mean. */
export type ScenarioLoad =
  | { loop: 'closed'; concurrency: number; batchSize: number; runners?: number }
  | { loop: 'open'; ratePerSecond: number; arrival: string; maxInFlight: number; batchSize: number };

/** A part of a step: as a planned one, with its share of the duration. Shares of a step add up to 1. */
export type ScenarioPhase = Omit<PlannedPhase, 'durationSeconds'> & { share: number };

/** One step of a scenario, as far as the scenario decides it. */
export interface ScenarioStep {
  level: StepLevel;
  load: ScenarioLoad;
  /** How long it is measured, against the duration of the plan; 1 unless told. Its warm-up shrinks with it. */
  durationShare?: number;
  phases?: ScenarioPhase[];
  classes?: TrafficClass[];
  traffic?: TrafficPlan;
  /** Instead of the plan's. */
  promptTokens?: number;
  outputTokens?: number;
  withoutWarmup?: boolean;
  loading?: PlannedStep['loading'];
  /** It is a level of a search. */
  search?: Omit<SearchLimits, 'budgetSeconds' | 'durationSeconds' | 'warmupSeconds'>;
}

/** What a search has come to: one more level, or its end with the steps that rest on it, if any. */
export type SearchMove = { steps: ScenarioStep[]; end?: SearchEnd };

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
  /** Searches: the steps that will follow one, as they would be for a maximum of one request per second. */
  following?(planned: PlannedStep): ScenarioStep[];
  /**
   * Why a step need not be tried after those measured so far, to be read after "not tried: "; undefined when it is to be
   * carried out.
   */
  skips?(planned: PlannedStep, measured: readonly StepResult[]): string | undefined;
  /** What it will do in this plan. */
  describe(input: ScenarioInput): Omit<ScenarioDescription, 'scenario'>;
  notes(input: ScenarioInput): ScenarioNote[];
}
