import type { PlanEstimate, PlannedStep } from './plannedStep.ts';
import type { RecordPhase } from './RecordChunk.ts';
import type { CheckResult, RunStatus, StepResult, ValidityVerdict } from './resultDocument.ts';
import type { LiveBucket } from './runnerProtocol.ts';
import type { GpuPresence, TelemetrySample } from './telemetryProtocol.ts';
import type { LogLine } from './WorkerMessages.ts';

/** The result of a step as it stands while it is being measured, from the records that have come so far. */
export interface StepSoFar {
  count: number;
  failed: number;
  requestsPerSecond?: number;
  p50Ms?: number | 'Infinity';
  p95Ms?: number | 'Infinity';
  p99Ms?: number | 'Infinity';
  intervals: {
    p50?: [number | 'Infinity', number | 'Infinity'];
    p95?: [number | 'Infinity', number | 'Infinity'];
    p99?: [number | 'Infinity', number | 'Infinity'];
  };
  belowFloor: string[];
  verdict: ValidityVerdict;
  checks: CheckResult[];
}

/** Everything that a window or a terminal needs to follow a run. `stepIndex` counts from 0; times are milliseconds since the run's origin. */
export type RunEvent =
  | {
      type: 'runStarted';
      runId: string;
      number: number;
      name: string;
      startedAt: string;
      steps: PlannedStep[];
      estimate: PlanEstimate;
    }
  | { type: 'activity'; atMs: number; message: string; fraction?: number }
  | { type: 'gpuPresence'; presence: GpuPresence }
  | { type: 'stepStarted'; stepIndex: number; atMs: number; warmupSeconds: number; durationSeconds: number }
  | { type: 'stepPhase'; stepIndex: number; phase: RecordPhase; atMs: number; plannedSeconds: number }
  | { type: 'live'; stepIndex: number; bucket: LiveBucket }
  | { type: 'telemetry'; sample: TelemetrySample }
  | { type: 'soFar'; stepIndex: number; soFar: StepSoFar }
  | {
      type: 'progress';
      atMs: number;
      stepIndex: number;
      stepLeftSeconds: number;
      runLeftSeconds: number;
      lastCommitAtMs?: number;
    }
  | { type: 'stepEnded'; stepIndex: number; atMs: number; result: StepResult }
  /** A search has added a step behind those measured: all steps of the plan as they stand now. */
  | { type: 'planGrew'; steps: PlannedStep[]; estimate: PlanEstimate }
  | { type: 'log'; line: LogLine }
  | { type: 'runEnded'; runId: string; status: RunStatus; finishedSteps: number; reason?: string };

/** Channel on which the main process tells the window what happens in a run, in batches. */
export const runEventsChannel = 'runEvents';
