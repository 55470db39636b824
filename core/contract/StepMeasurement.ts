import type { ClientLimits } from './calibration.ts';
import type { PlannedStep } from './plannedStep.ts';
import type { RecordChunk } from './RecordChunk.ts';
import type { StepResult } from './resultDocument.ts';
import type { StepFacts } from './runnerProtocol.ts';
import type { MemoryFit, StepPhase } from './scenarioFigures.ts';
import type { GpuPresence, ServerProcesses, TelemetryLosses, TelemetrySample } from './telemetryProtocol.ts';
import type { Failure } from './WorkerMessages.ts';

/** All that a step yielded. Times are milliseconds since the run's origin unless said otherwise. */
export interface StepMeasurement {
  step: PlannedStep;
  chunks: readonly RecordChunk[];
  /** Absent when the runner died before it could say. */
  facts?: StepFacts;
  failure?: Failure;
  telemetry: readonly TelemetrySample[];
  telemetryLosses: TelemetryLosses;
  /** In milliseconds since the step's start. */
  phases: readonly StepPhase[];
  startedAtMs: number;
  gpu: GpuPresence;
  /** Of the machine's cores, where the system tells it. */
  cpuGovernor?: string | undefined;
  /** What the client can do at most with such replies; absent where it was not calibrated for them. */
  clientLimits?: ClientLimits | undefined;
  /** How the model's outputs agree with a reference, held against it before the load; absent where nothing was asked for. */
  quality?: StepResult['quality'];
  /** Of a server that this program did not start: whether its processes were found on this machine; absent where nobody looked. */
  serverProcesses?: ServerProcesses | undefined;
  /** What the machine's memory said of a load that it was watched for. */
  memoryFit?: MemoryFit | undefined;
  interrupted: boolean;
  /** Results of the run's earlier steps, for figures that compare levels. */
  earlier: readonly StepResult[];
}

/**
 * All that a step's result is derived from beside its records, the run's telemetry and the results of earlier steps, which
 * are stored by themselves. With these it can be derived anew, equal in every figure.
 */
export interface StepGrounds extends Omit<StepMeasurement, 'chunks' | 'telemetry' | 'earlier'> {
  /** Which of the run's samples are the step's: those from the first to the last instant, milliseconds since the run's origin. */
  samples?: { count: number; fromMs: number; toMs: number };
  /** How the search that the step belongs to came to its end with it. */
  search?: StepResult['search'];
}
