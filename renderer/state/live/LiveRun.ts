import type { PlanEstimate, PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { RunStatus, StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepSoFar } from '../../../core/contract/runEvent.ts';
import type { GpuPresence } from '../../../core/contract/telemetryProtocol.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import type { StepSeries } from './StepSeries.ts';

interface LivePhase {
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

interface LiveProgress {
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

/** Whether the plan may still grow: a search in it has not come to its end. */
export function isSearching({ status, steps, results }: Pick<LiveRun, 'status' | 'steps' | 'results'>): boolean {
  return (
    status === 'running' &&
    steps.some(
      (step) =>
        step.search !== undefined &&
        !steps.some((other) => isSameCell(step, other) && results[other.index]?.search !== undefined),
    )
  );
}

/** Whether two steps are of one target, model and scenario: of one cell of the plan. */
export function isSameCell(first: PlannedStep, second: PlannedStep): boolean {
  return first.target === second.target && first.model.id === second.model.id && first.scenario === second.scenario;
}

/** Which level of its search a step is, counted from 1; undefined for a step that belongs to none. */
export function searchLevel(steps: readonly PlannedStep[], step: PlannedStep): number | undefined {
  if (step.search === undefined) return undefined;
  return steps.filter((one) => one.index <= step.index && one.search !== undefined && isSameCell(one, step)).length;
}

/** How many steps a run has: "8", or "at least 8" while a search may add to them. */
export function stepCountText(run: Pick<LiveRun, 'status' | 'steps' | 'results'>): string {
  return `${isSearching(run) ? 'at least ' : ''}${formatCount(run.steps.length)}`;
}
