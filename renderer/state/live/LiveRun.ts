import type { PlanEstimate, PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { RunStatus, StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepSoFar } from '../../../core/contract/runEvent.ts';
import type { GpuPresence } from '../../../core/contract/telemetryProtocol.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import type { StepSeries } from './StepSeries.ts';

export interface LivePhase {
  phase: RecordPhase;
  /** Seconds since the step's start. */
  fromSeconds: number;
  plannedSeconds: number;
}

/** The step that is measured now, or was measured last. */
export interface LiveStep {
  index: number;
  startMs: number;
  warmupSeconds: number;
  durationSeconds: number;
  phases: LivePhase[];
  series: StepSeries;
  soFar?: StepSoFar;
  result?: StepResult;
}

export interface LiveProgress {
  atMs: number;
  stepLeftSeconds: number;
  runLeftSeconds: number;
  lastCommitAtMs?: number;
}

/** A run as the window has followed it. */
export interface LiveRun {
  runId: string;
  number: number;
  name: string;
  startedAt: string;
  steps: PlannedStep[];
  estimate: PlanEstimate;
  status: 'running' | RunStatus;
  stopping: boolean;
  reason?: string;
  finishedSteps: number;
  activity?: { message: string; fraction?: number; atMs: number };
  gpu?: GpuPresence;
  step?: LiveStep;
  progress?: LiveProgress;
  results: (StepResult | undefined)[];
  /** The newest lines, oldest first. */
  log: LogLine[];
  warnings: number;
}
