import type {
  ClassConfiguration,
  ModelConfiguration,
  ScenarioConfiguration,
  ScenarioConfigurationKey,
} from '../contract/configuration.ts';
import type { SearchEnd } from '../contract/ladderFigures.ts';
import type { PlannedStep, SearchLimits, StepLevel } from '../contract/plannedStep.ts';
import type { LoadOptions } from '../contract/planRequest.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { ScenarioName } from '../contract/scenarioName.ts';
import type { PlannedPhase, ScenarioDescription, TrafficClass, TrafficPlan } from '../contract/trafficPlan.ts';
import type { ScenarioAnswer } from './ScenarioAnswer.ts';

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
type ScenarioLoad =
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

/** What others ask of a scenario instead of its name. What is absent does not hold. */
export interface ScenarioTraits {
  /**
   * What the steps of its closed loop differ in, so that they can be held side by side: requests in flight, items of a
   * request, or batch, length and requests in flight at once. Absent where each stands for itself.
   */
  levels?: 'concurrency' | 'batch' | 'combination';
  /** It finds its levels while it runs: it has `next`, and more requests in flight are only the most it may try. */
  search?: true;
  /** What it asks is answered by an open loop, at a rate that a user may give. */
  openLoop?: true;
  /** It offers more than the target can do, on purpose: what was not sent in time is an answer and no fault of a client. */
  overload?: true;
  /** It plays a day, conversations or a recording: `traffic` of the load and the configuration. */
  playsTraffic?: true;
  /** It asks about memory: a step ends before the machine swaps, and memory stands in front of latency. */
  asksMemory?: true;
}

/** Figures that are derived only for scenarios that ask for them, by their place in the result document. */
export type OwnFigure =
  | 'attainment'
  | 'batch.efficiency'
  | 'breakingPoint'
  | 'burst'
  | 'classes.interference'
  | 'concurrency.scalingEfficiency'
  | 'memory.perRequestBytes'
  | 'recovery'
  | 'scalability';

/** Its steps of a plan in few words: requests in flight or items whose latency it asks for, or what else it does. */
type PlanInShort = { inFlight: number[] } | { batches: number[] } | { does: string };

/** A load pattern and the question that it answers. Pure: it expands to the same steps wherever it is asked. */
export interface Scenario {
  name: ScenarioName;
  /** The one that it has everywhere, as a heading. */
  title: string;
  question: string;
  configurationKey: ScenarioConfigurationKey;
  /** Keys of its entry in the configuration that only some scenarios read. */
  reads?: readonly (keyof ScenarioConfiguration)[];
  /** Its phases in order, with the proportions of the measured time that hold where the configuration has none. */
  phaseShares?: Readonly<Record<string, number>>;
  traits: ScenarioTraits;
  /** What is derived for its steps beside what every step has. */
  figures: readonly OwnFigure[];
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
  /** For where a plan has one line: from its own planned steps, of a search the first. */
  inShort?(steps: readonly PlannedStep[]): PlanInShort;
  answer: ScenarioAnswer;
}
