import { z } from 'zod';
import { calibration } from './calibration.ts';
import { absent, curvePoint, distribution } from './distribution.ts';
import { objectiveResult, scalability, searchEnd } from './ladderFigures.ts';
import { plannedStep, stepLevel } from './plannedStep.ts';
import {
  attainment,
  breakingPoint,
  burstFigures,
  memoryFit,
  recovery,
  stepClass,
  stepPhase,
} from './scenarioFigures.ts';
import { scenarioName } from './scenarioName.ts';

export const resultSchemaName = 'inferneo-bench/result/1';

export const checkIds = [
  'littles-law',
  'rate-achieved',
  'send-lag',
  'client-saturation',
  'sample-floors',
  'steady-state',
  'error-rate',
  'output-sanity',
  'token-source',
  'clock-step',
  'gpu-throttling',
  'cpu-governor',
  'foreign-load',
  'cache-reuse',
] as const;
export type CheckId = (typeof checkIds)[number];

export const checkStatus = z.enum(['pass', 'warn', 'fail', 'skipped']);
export type CheckStatus = z.infer<typeof checkStatus>;

export const checkResult = z.looseObject({
  id: z.enum(checkIds),
  status: checkStatus,
  detail: z.string(),
  /** `client-saturation`: the client did not reach its limit, it only stood still for a while. */
  onlyStoodStill: z.boolean().optional(),
});
export type CheckResult = z.infer<typeof checkResult>;

export const validityVerdict = z.enum(['valid', 'suspect', 'invalid']);
export type ValidityVerdict = z.infer<typeof validityVerdict>;

export const validity = z.looseObject({ verdict: validityVerdict, checks: z.array(checkResult) });
export type Validity = z.infer<typeof validity>;

const meanAndMax = z.looseObject({ mean: z.number(), max: z.number() });

export const gpuDevice = z.looseObject({
  index: z.int().min(0),
  uuid: z.string(),
  name: z.string(),
  utilizationPercent: meanAndMax.optional(),
  memoryUsedBytes: meanAndMax.optional(),
  powerWatts: meanAndMax.optional(),
  temperatureCelsius: meanAndMax.optional(),
  smClockMhz: meanAndMax.optional(),
  throttleReasons: z.array(z.string()).optional(),
});
export type GpuDevice = z.infer<typeof gpuDevice>;

/** One second of a step, for the charts over time; derived from records and telemetry, never measured twice. */
export const seriesPoint = z.looseObject({
  /** Milliseconds since the step's start. */
  atMs: z.number(),
  completed: z.int().min(0),
  failed: z.int().min(0),
  inFlight: z.number().optional(),
  p50Ms: z.number().optional(),
  p95Ms: z.number().optional(),
  p99Ms: z.number().optional(),
  engineCpuPercent: z.number().optional(),
  clientCpuPercent: z.number().optional(),
  totalCpuPercent: z.number().optional(),
  engineMemoryBytes: z.number().optional(),
  /** Requests whose intended start fell into it, those never sent included, and how many of these were never sent. */
  offered: z.int().min(0).optional(),
  dropped: z.int().min(0).optional(),
  /** Of those that failed in it, how many by each of the step's `errors`, in their order; absent where none did. */
  failedByKind: z.array(z.int().min(0)).optional(),
  /** Exact bytes of the requests that ended in it. */
  sentBytes: z.number().optional(),
  receivedBytes: z.number().optional(),
  gpuUtilizationPercent: z.number().optional(),
  gpuMemoryBytes: z.number().optional(),
});
export type SeriesPoint = z.infer<typeof seriesPoint>;

export const histogramBin = z.looseObject({ fromMs: z.number(), toMs: z.number(), count: z.int().min(0) });
export type HistogramBin = z.infer<typeof histogramBin>;

/** What the runner knew of a step beyond its records; fields as in the protocol's `StepFacts`. */
export const stepAccount = z.looseObject({
  measuredFromMs: z.number(),
  measuredToMs: z.number(),
  inFlightIntegralMs: z.number(),
  clientCpuMs: z.number(),
  clientSpinMs: z.number(),
  longestLoopDelayMs: z.number(),
  stoodStillMs: z.number().optional(),
  wallClockStepMs: z.number().optional(),
  tokensFromUsage: z.int().optional(),
  tokensFromEvents: z.int().optional(),
  promptTokens: z.int().optional(),
  cachedPromptTokens: z.int().optional(),
  impossibleUsages: z.int().optional(),
  impossibleUsageExample: z.string().optional(),
  reconnects: z.int().min(0),
  errorKinds: z.array(z.object({ kind: z.string(), example: z.string() })),
  outputsSeen: z.int().optional(),
  emptyOutputs: z.int(),
  shortOutputs: z.int(),
  distinctOutputs: z.int(),
  outputSample: z.string().optional(),
  stopped: z.boolean(),
});

export const stepResult = z.looseObject({
  id: z.string(),
  target: z.string(),
  engine: z.string(),
  model: z.string(),
  scenario: scenarioName,
  level: stepLevel,
  /** On the clock of the records: milliseconds since the run's origin. */
  startedAtMs: z.number().optional(),
  /** With the stored records and telemetry, all that the rest of a result is derived from. Absent when the runner died. */
  account: stepAccount.optional(),
  /** In the order in which they came. */
  phases: z.array(stepPhase),
  load: z.looseObject({
    loop: z.enum(['open', 'closed']),
    concurrency: z.int().positive().optional(),
    ratePerSecond: z.number().positive().optional(),
    arrival: z.string().optional(),
    /** Traffic that is more than a pattern of arrivals: `day`, `conversations`, or a recording by its name. */
    traffic: z.string().optional(),
    maxInFlight: z.int().optional(),
    runners: z.int().optional(),
    batchSize: z.int().positive(),
    seed: z.int(),
    promptTokens: z.int().optional(),
    outputTokens: z.int().optional(),
    warmupSeconds: z.number(),
    durationSeconds: z.number(),
  }),
  /** Present when the step could not be carried out, or not to its end. */
  failure: z
    .looseObject({
      reason: z.string(),
      remedy: z.string(),
      detail: z.string().optional(),
      isUnreachable: z.boolean().optional(),
    })
    .optional(),
  interrupted: z.boolean().optional(),
  requests: z.looseObject({
    sent: z.int().min(0),
    ok: z.int().min(0),
    failed: z.int().min(0),
    timedOut: z.int().min(0),
    dropped: z.int().min(0),
    reconnects: z.int().min(0),
  }),
  errors: z.array(z.looseObject({ kind: z.string(), count: z.int().positive(), example: z.string() })),
  latencyMs: distribution.optional(),
  successLatencyMs: distribution.optional(),
  serviceMs: distribution.optional(),
  ttftMs: distribution.optional(),
  tpotMs: distribution.optional(),
  itlMs: distribution.optional(),
  sendLagMs: distribution.optional(),
  throughput: z
    .looseObject({
      requestsPerSecond: z.number(),
      itemsPerSecond: z.number().optional(),
      inputTokensPerSecond: z.number().optional(),
      outputTokensPerSecond: z.number().optional(),
      /** Why there are no output tokens per second, and no TPOT, although the target makes tokens. */
      outputTokensAbsent: z.string().min(1).optional(),
      /** Requests per second that met every limit on a single request; with such objectives only. */
      goodputPerSecond: z.number().optional(),
      /** Why there is no goodput although there are such objectives. */
      goodputAbsent: z.string().optional(),
      /** 95 % interval of requestsPerSecond, by block bootstrap, or why there is none. */
      interval95: z.tuple([z.number(), z.number()]).optional(),
      intervalAbsent: z.string().optional(),
    })
    .optional(),
  batch: z.looseObject({ efficiency: z.number().optional(), requestsPerBatch: z.number().optional() }).optional(),
  concurrency: z
    .looseObject({
      /** Highest concurrency, of the levels up to this one, that met every objective with at most 1 % of errors. */
      maximum: z.int().optional(),
      /** Why there is none although there are objectives. */
      maximumAbsent: z.string().optional(),
      optimal: z.int().optional(),
      scalingEfficiency: z.number().optional(),
    })
    .optional(),
  /** Of scenarios that are a ladder of concurrency; the last level's rests on all of them. */
  scalability: z.union([absent, scalability]).optional(),
  memory: z.union([
    absent,
    z.looseObject({
      peakBytes: z.number(),
      meanBytes: z.number(),
      /** Memory that one more request in flight takes: the slope over the levels of a ladder, with its 95 % interval. */
      perRequestBytes: z.number().optional(),
      perRequestBytesInterval95: z.tuple([z.number(), z.number()]).optional(),
      /** Why there is none although it is a ladder that asks for it. */
      perRequestAbsent: z.string().optional(),
      /** What is resident with nothing in flight, by the same line. */
      baseBytes: z.number().optional(),
      /** Change of the resident memory per hour along its trend, with its 95 % interval; of steps of a minute or more. */
      leakBytesPerHour: z.number().optional(),
      leakBytesPerHourInterval95: z.tuple([z.number(), z.number()]).optional(),
      /** Why there is none. */
      leakAbsent: z.string().optional(),
      /** Memory that GPUs have given out, all of them together; whose it is says `gpuOf`. */
      gpuPeakBytes: z.number().optional(),
      gpuMeanBytes: z.number().optional(),
      gpuOf: z.string().optional(),
      /** As `perRequestBytes` and `baseBytes`, of the GPUs' memory. */
      gpuPerRequestBytes: z.number().optional(),
      gpuPerRequestBytesInterval95: z.tuple([z.number(), z.number()]).optional(),
      gpuPerRequestAbsent: z.string().optional(),
      gpuBaseBytes: z.number().optional(),
      /** Whose memory: the engine's process tree, or this client's where the target lives inside it. */
      of: z.string(),
    }),
  ]),
  cpu: z.union([
    absent,
    z.looseObject({
      meanPercent: z.number(),
      peakPercent: z.number(),
      requestsPerCpuSecond: z.number().optional(),
      of: z.string(),
      clientMeanPercent: z.number().optional(),
      machineMeanPercent: z.number().optional(),
    }),
  ]),
  gpu: z.union([absent, z.looseObject({ devices: z.array(gpuDevice) })]),
  network: z.union([
    absent,
    z.looseObject({
      sentBytes: z.number(),
      receivedBytes: z.number(),
      /** Of successful requests, on the mean. */
      sentBytesPerRequest: z.number().optional(),
      receivedBytesPerRequest: z.number().optional(),
      /** Content events of a successful reply, on the mean; 0 where replies come whole. */
      chunksPerResponse: z.number().optional(),
    }),
  ]),
  reliability: z
    .looseObject({
      errorRate: z.number(),
      /** 0 to 100, as MEASUREMENT.md defines it, or why there is none. */
      stabilityScore: z.number().optional(),
      stabilityAbsent: z.string().min(1).optional(),
      /** Change of the median latency per hour as a share of it, with its 95 % interval, or why there is none. */
      driftPerHour: z.number().optional(),
      driftPerHourInterval95: z.tuple([z.number(), z.number()]).optional(),
      driftAbsent: z.string().min(1).optional(),
    })
    .optional(),
  /** Measured before the load, by holding outputs against a reference; absent where nothing was asked to be held against. */
  quality: z
    .union([
      absent,
      z.looseObject({
        /** To be read after "against". */
        reference: z.string(),
        samples: z.int().min(0),
        exactMatch: z.number().optional(),
        tokenAgreement: z.number().optional(),
        logitCosine: z.number().optional(),
        klDivergence: z.number().optional(),
        accuracy: z.number().optional(),
      }),
    ])
    .optional(),
  /** In the order in which they were asked for; absent without objectives. */
  slo: z.array(objectiveResult).optional(),
  search: searchEnd.optional(),
  /** Traffic classes, or turns of conversations. */
  classes: z.array(stepClass).optional(),
  burst: z.union([absent, burstFigures]).optional(),
  recovery: z.union([absent, recovery]).optional(),
  breakingPoint: z.union([absent, breakingPoint]).optional(),
  attainment: z.union([absent, attainment]).optional(),
  fit: memoryFit.optional(),
  /** It was planned and not tried, and why: nothing of it was measured, and nothing went wrong. */
  skipped: z.looseObject({ reason: z.string() }).optional(),
  validity,
  /** For charts; derived from the records. */
  curve: z.array(curvePoint).optional(),
  histogram: z.looseObject({ bins: z.array(histogramBin), above: z.int().min(0) }).optional(),
  series: z.array(seriesPoint).optional(),
  outputSample: z.string().optional(),
});
export type StepResult = z.infer<typeof stepResult>;

export const runStatus = z.enum(['completed', 'failed', 'interrupted']);
export type RunStatus = z.infer<typeof runStatus>;

/** What the run ran on and with. Identical fingerprints make runs comparable. */
export const fingerprint = z.looseObject({
  product: z.looseObject({ version: z.string() }),
  host: z.looseObject({
    hostname: z.string(),
    operatingSystem: z.string(),
    kernel: z.string(),
    processor: z.string(),
    physicalCores: z.int().optional(),
    logicalCores: z.int(),
    memoryBytes: z.number(),
    cpuGovernor: z.string().optional(),
  }),
  gpu: z.union([absent, z.looseObject({ driverVersion: z.string(), names: z.array(z.string()) })]),
  runtime: z.looseObject({ node: z.string(), electron: z.string().optional() }),
  engines: z.array(
    z.looseObject({
      target: z.string(),
      model: z.string(),
      engine: z.string(),
      runtimeVersion: z.string().optional(),
      provider: z.string().optional(),
      /** Why it is not the provider that `auto` would have preferred: each that was refused, with the reason. */
      providerFallback: z
        .looseObject({
          asked: z.string(),
          refused: z.array(z.looseObject({ provider: z.string(), reason: z.string() })),
        })
        .optional(),
      device: z.string().optional(),
      libraries: z.array(z.string()).optional(),
      precision: z.string().optional(),
      prepacking: z.boolean().optional(),
      threads: z.int().optional(),
      parameters: z.number().optional(),
      weights: z.string().optional(),
      loadMs: z.number().optional(),
    }),
  ),
  /** What the client can do and costs, where a step needed to know. */
  calibration: calibration.optional(),
  configurationHash: z.string(),
});
export type Fingerprint = z.infer<typeof fingerprint>;

export const resultDocument = z.looseObject({
  schema: z.literal(resultSchemaName),
  run: z.looseObject({
    id: z.string(),
    number: z.int().positive(),
    name: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().optional(),
    status: runStatus,
    plan: z.looseObject({ name: z.string(), steps: z.array(plannedStep) }),
    fingerprint,
    reason: z.string().optional(),
    /** SHA-256 over the stored record chunks in order, so that a report names its raw data. */
    recordsHash: z.string().optional(),
    /** What of the stored run is damaged, and what is shown instead; a sentence each. Absent when all is as it was stored. */
    damage: z.array(z.string()).optional(),
  }),
  steps: z.array(stepResult),
  comparisons: z.array(z.looseObject({ metric: z.string() })),
  recommendations: z.array(z.looseObject({ id: z.string(), title: z.string() })),
});
export type ResultDocument = z.infer<typeof resultDocument>;
