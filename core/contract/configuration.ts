import { z } from 'zod';
import { inputOverride } from './modelCard.ts';
import { planPreset } from './planRequest.ts';

const positiveInteger = z.int().positive();
const levels = z.array(positiveInteger).min(1);

/** One entry of `models.json`. Keys are those of the files that users already have; the last group is this product's own. */
export const modelConfiguration = z.strictObject({
  name: z.string().min(1),
  type: z.enum(['transformer', 'dummy', 'onnx']),
  parameters: positiveInteger.optional(),
  framework: z.string().optional(),
  path: z.string().optional(),
  input_shape: z.array(positiveInteger).min(1).optional(),
  output_shape: z.array(positiveInteger).min(1).optional(),
  dtype: z.enum(['float32', 'float16', 'bfloat16', 'int8', 'int4']).optional(),
  batch_sizes: levels.optional(),
  max_length: positiveInteger.optional(),
  temperature: z.number().min(0).max(10).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  description: z.string().optional(),

  architecture: z
    .enum(['gpt2', 'distilgpt2'])
    .optional()
    .describe('transformers of the embedded engine: the graph to build; dtype float32, int8 or int4 is its variant'),
  prepacking: z
    .boolean()
    .optional()
    .describe('the runtime rearranges weights at load: faster runs, slower loads, more memory; on unless set'),
  inputs: z
    .record(z.string().min(1), inputOverride)
    .optional()
    .describe('onnx models: how inputs are filled, by name, where the rules on names do not fit'),
  golden: z
    .string()
    .min(1)
    .optional()
    .describe('a JSON file of samples with the right outputs or labels, beside models.json or absolute'),

  latency_ms: z.number().positive().max(3_600_000).optional().describe('dummy models: time to answer, milliseconds'),
  latency_ms_per_item: z
    .number()
    .min(0)
    .max(3_600_000)
    .optional()
    .describe('dummy models: more time for each further item of a batch, milliseconds'),
  latency_ms_per_output_token: z
    .number()
    .min(0)
    .max(3_600_000)
    .optional()
    .describe('dummy models: more time for each token that a request asks for, milliseconds'),
  distribution: z
    .enum(['fixed', 'exponential', 'lognormal'])
    .optional()
    .describe('dummy models: how the time to answer varies, with latency_ms as its mean'),
  slots: positiveInteger.optional().describe('dummy models: requests answered at the same time; unlimited unless set'),
});
export type ModelConfiguration = z.infer<typeof modelConfiguration>;

export const modelsFile = z.strictObject({
  $schema: z.string().optional(),
  models: z.record(z.string().min(1), modelConfiguration),
  default_models: z.array(z.string()).optional(),
  test_models: z.array(z.string()).optional(),
});
export type ModelsFile = z.infer<typeof modelsFile>;

const share = z.number().positive().max(1_000_000);

/** A kind of request; lengths that are absent are those of the model. */
export const classConfiguration = z.strictObject({
  description: z.string().optional(),
  prompt_tokens: positiveInteger.max(1_000_000).optional(),
  output_tokens: positiveInteger.max(1_000_000).optional(),
});
export type ClassConfiguration = z.infer<typeof classConfiguration>;

/** One entry of `scenarios.json`: the load of one group of scenarios. */
export const scenarioConfiguration = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  duration_seconds: z.number().positive().max(604_800),
  warmup_seconds: z.number().min(0).max(86_400),
  concurrency_levels: levels.optional(),
  batch_sizes: levels.optional(),
  request_rate: z.union([z.number().positive(), z.string().min(1)]).optional(),
  request_patterns: z.array(z.string()).optional(),
  sampling_interval_ms: z.number().min(10).max(60_000).optional(),
  prompt_lengths: levels.optional().describe('memory_scaling: prompt tokens to try'),
  phases: z
    .record(z.string().min(1), share)
    .optional()
    .describe('how the measured time is divided among the phases of the scenario, as proportions'),
  mix: z
    .record(z.string().min(1), share)
    .optional()
    .describe('mixed_workload: weight of each traffic class; weights add up to 1'),
  traffic: z
    .string()
    .min(1)
    .optional()
    .describe(
      'real_world_simulation: day, conversations, chat, summarization, bursty-day, or a recording beside scenarios.json',
    ),
  memory_reserve_mb: z
    .number()
    .positive()
    .optional()
    .describe('memory scenarios end when less than this is left on the machine, in units of 1,000,000 bytes'),
  metrics: z.array(z.string()).optional(),
  priority: z.enum(['high', 'medium', 'low']).optional(),
});
export type ScenarioConfiguration = z.infer<typeof scenarioConfiguration>;

/** The entries of `scenarios.json` that scenarios read, by the column of the same name in the list of scenarios. */
export const scenarioConfigurationKeys = [
  'latency',
  'throughput',
  'concurrency',
  'batch',
  'memory',
  'stress',
  'production',
] as const;
export type ScenarioConfigurationKey = (typeof scenarioConfigurationKeys)[number];

export const scenariosFile = z.strictObject({
  $schema: z.string().optional(),
  scenarios: z.record(z.string().min(1), scenarioConfiguration),
  classes: z.record(z.string().min(1), classConfiguration).optional().describe('kinds of requests that a mix may name'),
  default_scenarios: z.array(z.string()).optional(),
  comprehensive_scenarios: z.array(z.string()).optional(),
});
export type ScenariosFile = z.infer<typeof scenariosFile>;

const serverAddress = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  timeout: z.number().positive().max(86_400).optional().describe('seconds until a request counts as timed out'),
  max_retries: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('of preflight and health probes only: a measured request is sent once'),
  protocol: z.enum(['http', 'grpc']).optional(),
});

export const environmentConfiguration = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  inferneo: serverAddress.optional(),
  triton: serverAddress.optional(),
  system: z
    .strictObject({
      cpu_cores: positiveInteger.optional(),
      memory_gb: z.number().positive().optional(),
      gpu: z.boolean().optional(),
    })
    .optional(),
});

export const environmentsFile = z.strictObject({
  $schema: z.string().optional(),
  environments: z.record(z.string().min(1), environmentConfiguration),
  default_environment: z.string().optional(),
  current_environment: z.string().optional(),
});
export type EnvironmentsFile = z.infer<typeof environmentsFile>;

export const plansFile = z.strictObject({
  $schema: z.string().optional(),
  plans: z.record(z.string().min(1), planPreset),
});
export type PlansFile = z.infer<typeof plansFile>;

/** One entry of `servers.json`, under the name that `--target` takes. No key is stored: it comes from the environment. */
export const serverConfiguration = z.strictObject({
  address: z.string().min(1).max(500).describe('protocol and root, as --target takes them: openai=http://host:port'),
  models: z.array(z.string().min(1).max(500)).max(200).describe('models to be measured, as the server names them'),
});

export const serversFile = z.strictObject({
  $schema: z.string().optional(),
  servers: z.record(z.string().min(1), serverConfiguration),
});
export type ServersFile = z.infer<typeof serversFile>;

/** The configuration as the product uses it: all files, each valid, references between them resolved. */
export interface Configuration {
  models: ModelsFile;
  scenarios: ScenariosFile;
  environments: EnvironmentsFile;
  plans: PlansFile;
  servers: ServersFile;
}

/** The files of a configuration directory. For one that is absent from a user's directory the bundled one stands in. */
export const configurationFiles = {
  'models.json': modelsFile,
  'scenarios.json': scenariosFile,
  'environments.json': environmentsFile,
  'plans.json': plansFile,
  'servers.json': serversFile,
} as const;
export type ConfigurationFileName = keyof typeof configurationFiles;
