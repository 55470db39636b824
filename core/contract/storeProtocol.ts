import type { PlannedStep, ResolvedPlan } from './plannedStep.ts';
import type { RecordChunk } from './RecordChunk.ts';
import type { Fingerprint, ResultDocument, RunStatus, StepResult, ValidityVerdict } from './resultDocument.ts';
import type { StepSoFar } from './runEvent.ts';
import type { StepGrounds } from './StepMeasurement.ts';
import type { TelemetrySample } from './telemetryProtocol.ts';
import type { Failure, LogLine } from './WorkerMessages.ts';

/** A line of the list of runs. Absent figures were not measured. */
export interface RunSummary {
  id: string;
  number: number;
  name: string;
  /** Absent where it is not known any more: of a damaged run. */
  startedAt?: string;
  endedAt?: string;
  /** `running` while its process lives; `damaged` when nothing of its row can be read, and only its number is known. */
  status: RunStatus | 'running' | 'damaged';
  targets: string[];
  models: string[];
  scenarios: string[];
  plannedSteps: number;
  finishedSteps: number;
  /** The worst of its steps; absent while there are none. */
  verdict?: ValidityVerdict;
  /** Of the last step of the run that has latencies: the run's headline. */
  p95Ms?: number | 'Infinity';
  /** It rests on fewer requests than its floor, and is shown as such. */
  p95BelowFloor?: true;
  p95Interval?: [number | 'Infinity', number | 'Infinity'];
  failedFraction?: number;
  /** What of it is not as it was stored, in sentences. Figures that are damaged are absent. */
  damage?: string;
}

/** A measurement that could not be stored to its end: its result is of what there is. */
export interface UnsealedMeasurement {
  grounds: StepGrounds;
  /** What the store did not take, in order. */
  refused: RecordChunk[];
}

/** Calls that the store answers; each is one message with an id and one answer. */
export interface StoreCalls {
  createRun(arguments_: {
    id: string;
    name: string;
    startedAt: string;
    plan: ResolvedPlan;
    fingerprint: Fingerprint;
  }): { number: number };
  updateFingerprint(arguments_: { runId: string; fingerprint: Fingerprint }): void;
  /** Replaces the plan of a run by one that a search has added steps to; steps that have begun stay where they are. */
  extendPlan(arguments_: { runId: string; plan: ResolvedPlan }): void;
  beginStep(arguments_: { runId: string; stepId: string; index: number }): void;
  appendRecords(arguments_: { runId: string; stepId: string; chunk: RecordChunk }): void;
  appendTelemetry(arguments_: { runId: string; samples: TelemetrySample[] }): void;
  /** Seals what a step has measured: no more records come, and its result can be derived from what is stored then. */
  finishMeasurement(arguments_: { runId: string; stepId: string; grounds: StepGrounds }): void;
  /** Writes a step's result, and what it was derived from beside its records and telemetry; a step not measured has none. */
  finishStep(arguments_: { runId: string; result: StepResult; grounds?: StepGrounds }): void;
  finishRun(arguments_: { runId: string; status: RunStatus; endedAt: string; reason?: string }): void;
  listRuns(arguments_: { limit: number; offset: number }): { runs: RunSummary[]; total: number };
  /** By id, by number, or `latest` (the run stored last). */
  showRun(arguments_: { run: string }): ResultDocument | null;
  /** All stored records of a step, in the order they were written. */
  readRecords(arguments_: { runId: string; stepId: string }): RecordChunk[];
  readTelemetry(arguments_: { runId: string }): TelemetrySample[];
  /** Derives a step's result from what is stored of it and of the steps before it. It is not stored by that. */
  deriveStep(arguments_: { runId: string; stepId: string; unsealed?: UnsealedMeasurement }): StepResult;
  /** The figures of a step that goes on, from the records that are stored by now; null while none was counted. */
  summarizeSoFar(arguments_: { runId: string; step: PlannedStep }): StepSoFar | null;
}

export type StoreCallName = keyof StoreCalls;

/** Who keeps a data directory to itself, in words for the user that a second instance turns away. */
export interface StoreOwner {
  /** The process that a user sees: the app's or the command line's, not the store's own. */
  processId: number;
  /** Such as `the Inferneo Bench window` or `inferneo-bench run`. */
  name: string;
}

export type StoreCommand =
  /**
   * How `open` opens a data directory. `write`: creates, migrates and keeps the directory to itself until shutdown, so a second
   * writer is refused. `read`: takes nothing and changes nothing, so the history can be read while another process runs; a
   * directory without a database reads as one without runs. Only a database of an older format, where nobody writes, is
   * brought to the newest first, as `write` does it.
   */
  | { type: 'open'; dataDirectory: string; mode: 'write'; owner: StoreOwner }
  | { type: 'open'; dataDirectory: string; mode: 'read' }
  | {
      [Name in StoreCallName]: { type: 'call'; id: number; name: Name; arguments: Parameters<StoreCalls[Name]>[0] };
    }[StoreCallName]
  | { type: 'shutdown' };

export type StoreEvent =
  | { type: 'ready' }
  | { type: 'opened'; databasePath: string; interruptedRuns: string[]; setAside?: string }
  | { type: 'openFailed'; failure: Failure }
  | { type: 'answer'; id: number; result: unknown }
  | { type: 'callFailed'; id: number; failure: Failure }
  | { type: 'log'; line: LogLine };
