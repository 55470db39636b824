import { failedStep } from '../../../core/analysis/failedStep.ts';
import { gpuPresenceOf } from '../../../core/analysis/gpuPresenceOf.ts';
import { summarizeCutOffStep } from '../../../core/analysis/summarizeCutOffStep.ts';
import { unsummarizedStep } from '../../../core/analysis/unsummarizedStep.ts';
import type { PlannedStep, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import {
  type Fingerprint,
  type ResultDocument,
  type RunStatus,
  resultSchemaName,
  type StepResult,
} from '../../../core/contract/resultDocument.ts';
import type { StoreCalls } from '../../../core/contract/storeProtocol.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { DamagedChunk } from '../codec/DamagedChunk.ts';
import { decodeRecordChunk } from '../codec/recordChunkCodec.ts';
import { damagedChunkFailure } from '../damagedChunkFailure.ts';
import { StoreFailure } from '../StoreFailure.ts';
import type { Reads, RunRow } from '../statements.ts';
import { readSamples } from '../telemetry/readSamples.ts';
import { leftBehindReason } from './leftBehind.ts';
import { recordsHash } from './recordsHash.ts';
import { runSummary } from './runSummary.ts';

/** What a reader must know that is not, or not yet, in the database. */
export interface LiveRuns {
  /** Whether the process of the runs that are marked running lives. */
  ownerLives(): boolean;
  /** Packed record chunks of a step that wait for the next commit. */
  waitingRecords(runId: string, stepId: string): Uint8Array[];
  waitingSamples(runId: string): TelemetrySample[];
}

type ReadCalls = Pick<StoreCalls, 'listRuns' | 'showRun' | 'readRecords' | 'readTelemetry'>;

/** Answers all questions about stored runs. */
export class RunReader implements ReadCalls {
  readonly #reads: Reads;
  readonly #live: LiveRuns;

  constructor(reads: Reads, live: LiveRuns) {
    this.#reads = reads;
    this.#live = live;
  }

  listRuns(page: { limit: number; offset: number }): ReturnType<StoreCalls['listRuns']> {
    const rows = this.#reads.listRuns.all(page);
    const goesOn = rows.some((row) => row.status === 'running') && this.#live.ownerLives();
    return { runs: rows.map((row) => runSummary(row, goesOn)), total: this.#reads.countRuns.get()?.total ?? 0 };
  }

  showRun({ run }: { run: string }): ResultDocument | null {
    const row = this.#find(run);
    if (row === undefined) return null;
    const hash = row.recordsHash ?? recordsHash(this.#reads, row.number);
    const { status, reason } = this.#state(row);
    return {
      schema: resultSchemaName,
      run: {
        id: row.id,
        number: row.number,
        name: row.name,
        startedAt: row.startedAt,
        ...(row.endedAt !== null && { endedAt: row.endedAt }),
        status,
        plan: JSON.parse(row.plan) as ResolvedPlan,
        fingerprint: JSON.parse(row.fingerprint) as Fingerprint,
        ...(reason !== undefined && { reason }),
        ...(hash !== undefined && { recordsHash: hash }),
      },
      steps: this.#steps(row),
      comparisons: [],
      recommendations: [],
    };
  }

  readRecords({ runId, stepId }: { runId: string; stepId: string }): RecordChunk[] {
    const run = this.#existing(runId);
    const step = this.#reads.stepKey.get(run.number, stepId);
    const stored = step === undefined ? [] : this.#reads.recordChunks.all(step.key).map(({ payload }) => payload);
    const payloads: Uint8Array[] = [...stored, ...this.#live.waitingRecords(runId, stepId)];
    return payloads.map((payload, position) => {
      try {
        return decodeRecordChunk(payload);
      } catch (error) {
        if (!(error instanceof DamagedChunk)) throw error;
        throw damagedChunkFailure(`Record chunk ${position} of step ${stepId} of run #${run.number}`, error);
      }
    });
  }

  readTelemetry({ runId }: { runId: string }): TelemetrySample[] {
    return [...readSamples(this.#reads, this.#existing(runId)), ...this.#live.waitingSamples(runId)];
  }

  /** The results, and what was measured of a step that the run's process did not live to finish. */
  #steps(row: RunRow): StepResult[] {
    const results = this.#reads.results.all(row.number).map(({ result }) => JSON.parse(result) as StepResult);
    if (row.status === 'running' && this.#live.ownerLives()) return results;
    const { steps } = JSON.parse(row.plan) as ResolvedPlan;
    for (const { id } of this.#reads.stepsWithoutResult.all(row.number)) {
      const step = steps.find((planned) => planned.id === id);
      const result = step === undefined ? undefined : this.#cutOffStep(row, step, results);
      if (result !== undefined) results.push(result);
    }
    return results;
  }

  #cutOffStep(row: RunRow, step: PlannedStep, earlier: readonly StepResult[]): StepResult | undefined {
    const fingerprint = JSON.parse(row.fingerprint) as Fingerprint;
    const gpu = gpuPresenceOf(fingerprint.gpu);
    const { cpuGovernor } = fingerprint.host;
    try {
      const chunks = this.readRecords({ runId: row.id, stepId: step.id });
      const telemetry = this.readTelemetry({ runId: row.id });
      return summarizeCutOffStep({ step, chunks, telemetry, gpu, cpuGovernor, earlier });
    } catch (error) {
      // The other steps can still be read.
      if (error instanceof StoreFailure) return failedStep(step, error.failure, gpu, true);
      // As can the run: a RangeError is what figures that contradict themselves are refused with.
      if (error instanceof RangeError) return unsummarizedStep(step, error, gpu, true);
      throw error;
    }
  }

  #find(run: string): RunRow | undefined {
    if (run === 'latest') return this.#reads.latestRun.get({ ownerLives: this.#live.ownerLives() ? 1 : 0 });
    const byId = this.#reads.runById.get(run);
    if (byId !== undefined || !/^\d{1,15}$/.test(run)) return byId;
    return this.#reads.runByNumber.get(Number(run));
  }

  #existing(runId: string): RunRow {
    const row = this.#reads.runById.get(runId);
    if (row !== undefined) return row;
    throw new StoreFailure({
      reason: `There is no run with the id ${runId}.`,
      remedy: 'List the runs to see which there are.',
    });
  }

  /** A document knows no status for a run that goes on: until then it is one that is not complete, and says why. */
  #state(row: RunRow): { status: RunStatus; reason: string | undefined } {
    if (row.status !== 'running') return { status: row.status, reason: row.reason ?? undefined };
    const reason = this.#live.ownerLives()
      ? 'This run still goes on; here is what it has finished so far.'
      : leftBehindReason;
    return { status: 'interrupted', reason };
  }
}
