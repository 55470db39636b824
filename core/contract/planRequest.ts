import { z } from 'zod';
import { providerChoice } from './executionProvider.ts';

const positiveInteger = z.int().positive();

/** Service-level objectives as a user writes them: `ttftMs.p95<=200`. */
export const objectiveTexts = z.array(z.string().min(1).max(200)).max(50);

/** What a user may set about the load; whatever is absent comes from the configuration. */
export const loadOptions = z.strictObject({
  durationSeconds: z.number().positive().max(604_800).optional(),
  warmupSeconds: z.number().min(0).max(86_400).optional(),
  concurrency: z.array(positiveInteger.max(100_000)).min(1).max(64).optional(),
  batch: z.array(positiveInteger.max(100_000)).min(1).max(64).optional(),
  requests: positiveInteger.optional(),
  ratePerSecond: z.number().positive().max(10_000_000).optional(),
  promptTokens: positiveInteger.max(1_000_000).optional(),
  outputTokens: positiveInteger.max(1_000_000).optional(),
  timeoutSeconds: z.number().positive().max(86_400).optional(),
  threads: positiveInteger.max(1024).optional(),
  provider: providerChoice.optional(),
  stream: z.boolean().optional(),
  /** Open loops: how the gaps between requests are drawn, and requests in flight at most. */
  arrival: z.string().min(1).max(100).optional(),
  maxInFlight: positiveInteger.max(100_000).optional(),
  /** Scenarios that play traffic: `day`, `conversations`, a built-in trace, or the path of a recording. */
  traffic: z.string().min(1).max(4096).optional(),
  /** Client processes that share the load. */
  runners: positiveInteger.max(64).optional(),
  /** Servers of the OpenAI kind. */
  endpoint: z.enum(['chat', 'completions']).optional(),
  vendorFields: z.boolean().optional(),
  /** `TARGET` or `TARGET/MODEL`: outputs are held against those of this one before the load. */
  reference: z.string().min(1).max(8192).optional(),
});
export type LoadOptions = z.infer<typeof loadOptions>;

/** One scenario on one target and model: a ticked cell of the plan's matrix. */
export const planCell = z.strictObject({
  target: z.string().min(1).max(500),
  model: z.string().min(1).max(500),
  scenario: z.string().min(1).max(100),
});
export type PlanCell = z.infer<typeof planCell>;

/** What is asked for, before it is resolved against the configuration. */
export const planRequest = z.strictObject({
  name: z.string().min(1).max(200),
  cells: z.array(planCell).min(1).max(10_000),
  load: loadOptions,
  seed: z.int().min(0).max(0xffff_ffff),
  environment: z.string().optional(),
  slos: objectiveTexts.optional(),
  /** It may need more memory than the machine has. */
  mayExceedMemory: z.boolean().optional(),
});
export type PlanRequest = z.infer<typeof planRequest>;

/** A preset of `plans.json`: every scenario on every target and model that fit together. */
export const planPreset = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  targets: z.array(z.string().min(1)).min(1),
  models: z.array(z.string().min(1)).min(1),
  scenarios: z.array(z.string().min(1)).min(1),
  load: loadOptions.optional(),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
  slos: objectiveTexts.optional(),
});
export type PlanPreset = z.infer<typeof planPreset>;

/** The seed of every schedule and prompt unless the user gives another. */
export const defaultSeed = 42;
