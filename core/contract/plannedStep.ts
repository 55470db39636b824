import { z } from 'zod';
import { precisions } from './engineProtocol.ts';
import { providerChoice } from './executionProvider.ts';
import { inputOverride } from './modelCard.ts';
import { scenarioName } from './scenarioName.ts';
import { targetKindName } from './targetKind.ts';
import { plannedPhase, scenarioDescription, trafficClass, trafficPlan } from './trafficPlan.ts';

/** The one thing that varies between the steps of a scenario: a concurrency, a rate or a batch size. */
export const stepLevel = z.strictObject({
  label: z.string(),
  concurrency: z.int().positive().optional(),
  ratePerSecond: z.number().positive().optional(),
  batchSize: z.int().positive().optional(),
  promptTokens: z.int().positive().optional(),
});
export type StepLevel = z.infer<typeof stepLevel>;

/** The engine side of a step, all that a runner needs to speak to it. */
export const plannedModel = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.enum(['transformer', 'dummy', 'onnx']),
  /** Transformers of the embedded engine: which graph, with which weights. */
  architecture: z.enum(['gpt2', 'distilgpt2']).optional(),
  precision: z.enum(precisions).optional(),
  /** Absolute: an `.onnx` file, or a folder of weights. */
  path: z.string().optional(),
  prepacking: z.boolean().optional(),
  inputs: z.record(z.string(), inputOverride).optional(),
  /** Absolute path of samples with the right outputs. */
  goldenPath: z.string().optional(),
  task: z.enum(['generate', 'run']).optional(),
  parameters: z.number().optional(),
  neededMemoryBytes: z.number().optional(),
  latencyMs: z.number().positive().optional(),
  latencyPerItemMs: z.number().min(0).optional(),
  latencyPerOutputTokenMs: z.number().min(0).optional(),
  distribution: z.enum(['fixed', 'exponential', 'lognormal']).optional(),
  slots: z.int().positive().optional(),
  temperature: z.number().min(0),
  topP: z.number().gt(0).max(1),
});
export type PlannedModel = z.infer<typeof plannedModel>;

/** What the outputs of a step's target and model are held against before the load; it may be these themselves. */
export const plannedReference = z.strictObject({
  target: z.string(),
  engine: targetKindName,
  url: z.string().optional(),
  model: plannedModel,
  provider: providerChoice.optional(),
});
export type PlannedReference = z.infer<typeof plannedReference>;

/** What a search may take: its steps are not known before they are measured. */
export const searchLimits = z.strictObject({
  /** Of all its steps together, measured time only. */
  budgetSeconds: z.number().positive(),
  maximumConcurrency: z.int().positive(),
  /** Client processes that the search may share its load by when one is not enough; one unless told. */
  maximumRunners: z.int().positive().optional(),
  /** Of the open loop that rests on what was found, where one follows. */
  arrival: z.string().optional(),
  maxInFlight: z.int().positive().optional(),
  /** Of its parts, by name: their proportions. */
  phaseShares: z.record(z.string().min(1), z.number().positive()).optional(),
  classes: z.array(trafficClass).min(1).optional(),
  traffic: trafficPlan.optional(),
  /** Of its requests, where those of the search have other lengths. */
  promptTokens: z.int().positive().optional(),
  outputTokens: z.int().positive().optional(),
  /** What one step of the plan takes, of which a level gets a share. */
  durationSeconds: z.number().positive(),
  warmupSeconds: z.number().min(0),
});
export type SearchLimits = z.infer<typeof searchLimits>;

/** One (target, model, scenario, level), resolved: everything a runner needs, nothing left to look up. */
export const plannedStep = z.strictObject({
  id: z.string(),
  index: z.int().min(0),
  /** As results name it, and the kind that it is of: two targets of one kind differ in the name. */
  target: z.string(),
  engine: targetKindName,
  /** Servers: the root of the address, without a path. */
  url: z.string().optional(),
  model: plannedModel,
  scenario: scenarioName,
  level: stepLevel,
  load: z.strictObject({
    loop: z.enum(['open', 'closed']),
    concurrency: z.int().positive().optional(),
    ratePerSecond: z.number().positive().optional(),
    arrival: z.string().optional(),
    /** Open loops: requests beyond it wait in the client, at their own cost. */
    maxInFlight: z.int().positive().optional(),
    /** Client processes that share the load; one unless told. */
    runners: z.int().positive().optional(),
    batchSize: z.int().positive(),
    seed: z.int().min(0),
    /** Parts of the measured time that differ in load, in order, together as long as it. The warm-up has the load of the first. */
    phases: z.array(plannedPhase).min(1).optional(),
    /** Open loops: kinds of requests that are mixed. */
    classes: z.array(trafficClass).min(1).optional(),
    traffic: trafficPlan.optional(),
  }),
  warmupSeconds: z.number().min(0),
  durationSeconds: z.number().positive(),
  requestLimit: z.int().positive().optional(),
  /** The part of a load that one of several client processes has: every `count`-th request from `index` on. */
  shard: z.strictObject({ index: z.int().min(0), count: z.int().positive() }).optional(),
  /** A level of a search: after it the scenario decides what comes next. */
  search: searchLimits.optional(),
  promptTokens: z.int().positive(),
  outputTokens: z.int().positive(),
  timeoutSeconds: z.number().positive(),
  threads: z.int().positive(),
  provider: providerChoice.optional(),
  stream: z.boolean(),
  /** Servers of the OpenAI kind: which route, and whether fields that only some of them know are sent (`ignore_eos`). */
  endpoint: z.enum(['chat', 'completions']).optional(),
  vendorFields: z.boolean().optional(),
  /** It ends, and says where, when less memory than this is left on the machine. */
  memoryReserveBytes: z.number().positive().optional(),
  /** Targets whose engine this program starts: it is started for this step, its load a part of it, idle for so long before. */
  loading: z.strictObject({ idleSeconds: z.number().min(0) }).optional(),
  reference: plannedReference.optional(),
  /** Service-level objectives that its result is judged by. */
  slos: z.array(z.string()).optional(),
});
export type PlannedStep = z.infer<typeof plannedStep>;

/** Why a plan cannot start (`error`) or should be looked at first (`warning`), with what to do about it. */
export const planProblem = z.strictObject({
  severity: z.enum(['error', 'warning']),
  /** Where: a field of the request such as `cells[3].model` or `load.concurrency`. */
  path: z.string(),
  value: z.string(),
  message: z.string(),
  remedy: z.string(),
});
export type PlanProblem = z.infer<typeof planProblem>;

/** What the run will take. Times include warm-up and loading; requests are absent where no earlier run tells their latency. */
export const planEstimate = z.strictObject({
  measuredSeconds: z.number(),
  totalSeconds: z.number(),
  lowSeconds: z.number(),
  highSeconds: z.number(),
  requests: z.number().optional(),
  byScenario: z.array(z.strictObject({ scenario: scenarioName, steps: z.int(), seconds: z.number() })),
});
export type PlanEstimate = z.infer<typeof planEstimate>;

export const resolvedPlan = z.strictObject({
  name: z.string(),
  steps: z.array(plannedStep),
  problems: z.array(planProblem),
  estimate: planEstimate,
  /** What its scenarios will do, one entry each, in the order of the list of scenarios. */
  descriptions: z.array(scenarioDescription).optional(),
});
export type ResolvedPlan = z.infer<typeof resolvedPlan>;
