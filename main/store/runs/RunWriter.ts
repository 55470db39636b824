import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type ResolvedPlan, resolvedPlan } from '../../../core/contract/plannedStep.ts';
import { fingerprint, type RunStatus, type StepResult, stepResult } from '../../../core/contract/resultDocument.ts';
import type { StoreCalls } from '../../../core/contract/storeProtocol.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { encodeRecordChunk } from '../codec/recordChunkCodec.ts';
import { failureOf, StoreFailure } from '../StoreFailure.ts';
import { sealOf } from '../seal.ts';
import type { Reads, RunRow, Writes } from '../statements.ts';
import { SampleWriter } from '../telemetry/SampleWriter.ts';
import { type ActiveRun, type ActiveStep, WriteBuffer } from './ActiveRun.ts';
import { checkShape } from './checkShape.ts';
import { leftBehindReason } from './leftBehind.ts';
import { listedFiguresOf } from './listedFigures.ts';
import { attempt, RunRows, writeRow } from './RunRows.ts';
import { recordsHash } from './recordsHash.ts';
import { StepReader, type StoredGrounds, stepSeal } from './StepReader.ts';

/** How long records and telemetry may wait for a commit: what a kill can cost at most. */
const commitIntervalMs = 1000;

type WriteCalls = Pick<
  StoreCalls,
  | 'createRun'
  | 'updateFingerprint'
  | 'extendPlan'
  | 'beginStep'
  | 'appendRecords'
  | 'appendTelemetry'
  | 'finishMeasurement'
  | 'finishStep'
  | 'finishRun'
>;
type Arguments<Name extends keyof WriteCalls> = Parameters<WriteCalls[Name]>[0];

export interface RunWriterParts {
  database: Database.Database;
  reads: Reads;
  writes: Writes;
  /** Sees to it that the database is still where it was. @throws StoreFailure saying what could not be done because it is not. */
  checkPlace(doing: string): void;
  /** Told when a commit that no call waits for fails, and when what waited is stored after all. */
  report(state: { failed: Failure } | 'recovered'): void;
}

/**
 * Stores runs. Records and telemetry are committed together once a second; everything else at once, along with what
 * waits. A call that fails has stored nothing of its own, and what waited before it waits on: when the disk has room
 * again nothing is missing.
 */
export class RunWriter implements WriteCalls {
  readonly #parts: RunWriterParts;
  readonly #runs = new Map<string, ActiveRun>();
  readonly #buffer = new WriteBuffer();
  #timer: NodeJS.Timeout | undefined;
  #failing = false;

  constructor(parts: RunWriterParts) {
    this.#parts = parts;
  }

  /** Marks the runs whose process is gone. To be called once, when this process has just become the only writer. */
  interruptRunsLeftBehind(): string[] {
    const { reads, writes } = this.#parts;
    const leftBehind = reads.runsGoingOn.all();
    if (leftBehind.length === 0) return [];
    const rows = new RunRows(reads);
    return this.#commit('The interrupted runs cannot be marked', () =>
      leftBehind.map((number) => {
        const row = rows.whole(number);
        // A row that is not what was stored is not sealed anew: it would read as whole.
        if (row === undefined) writes.interruptUnreadable.run(number);
        else {
          this.#sealLeftBehind(row);
          this.#end(row, 'interrupted', null, leftBehindReason);
        }
        return row?.id ?? `#${number}`;
      }),
    );
  }

  createRun(run: Arguments<'createRun'>): { number: number } {
    const doing = `The run ${run.name} cannot be stored`;
    checkShape(doing, z.object({ id: z.string().min(1), startedAt: z.iso.datetime() }), run);
    checkShape(doing, resolvedPlan, run.plan);
    checkShape(doing, fingerprint, run.fingerprint);
    if (this.#parts.reads.runOfId.get(run.id) !== undefined) {
      throw unfit(doing, `there is one with the id ${run.id} already`);
    }
    const row = this.#commit(doing, () => this.#insertRun(rowOf(run)));
    const { number } = row;
    this.#runs.set(run.id, {
      number,
      id: run.id,
      row,
      planned: placesOf(run.plan),
      steps: new Map(),
      samples: new SampleWriter(this.#parts.writes, number),
    });
    return { number };
  }

  updateFingerprint({ runId, fingerprint: given }: Arguments<'updateFingerprint'>): void {
    const doing = 'The fingerprint cannot be stored';
    const run = this.#run(doing, runId);
    checkShape(doing, fingerprint, given);
    run.row = this.#commit(doing, () => this.#save({ ...run.row, fingerprint: JSON.stringify(given) }));
  }

  extendPlan({ runId, plan }: Arguments<'extendPlan'>): void {
    const doing = 'The step that a search has added cannot be stored';
    const run = this.#run(doing, runId);
    checkShape(doing, resolvedPlan, plan);
    const planned = placesOf(plan);
    for (const id of run.steps.keys()) {
      if (planned.get(id) !== run.planned.get(id)) throw unfit(doing, `step ${id}, which has begun, would move`);
    }
    run.row = this.#commit(doing, () =>
      this.#save({ ...run.row, plan: JSON.stringify(plan), plannedSteps: plan.steps.length }),
    );
    run.planned = planned;
  }

  beginStep({ runId, stepId, index }: Arguments<'beginStep'>): void {
    const doing = `The step ${stepId} cannot be begun`;
    const run = this.#run(doing, runId);
    if (run.steps.has(stepId)) throw unfit(doing, 'it has been begun before');
    const { step, row } = this.#commit(doing, () => ({
      step: this.#insertStep(run, stepId, index),
      row: this.#save({ ...run.row, begunSteps: run.row.begunSteps + 1 }),
    }));
    run.row = row;
    run.steps.set(stepId, step);
  }

  appendRecords({ runId, stepId, chunk }: Arguments<'appendRecords'>): void {
    const doing = `Records of step ${stepId} cannot be stored`;
    const step = this.#run(doing, runId).steps.get(stepId);
    if (step === undefined) throw unfit(doing, 'the step has not been begun');
    if (step.measured) throw unfit(doing, 'the step is finished, and its result would not tell of them');
    const payload = packed(doing, chunk);
    this.#makeRoom(doing);
    this.#buffer.addRecords({ step, position: step.chunks, count: chunk.count, payload });
    step.chunks += 1;
    step.checksum = crc32(payload, step.checksum);
    this.#commitSoon();
  }

  appendTelemetry({ runId, samples }: Arguments<'appendTelemetry'>): void {
    const doing = 'Telemetry cannot be stored';
    const run = this.#run(doing, runId);
    this.#makeRoom(doing);
    this.#buffer.addSamples(run, samples);
    this.#commitSoon();
  }

  finishMeasurement({ runId, stepId, grounds }: Arguments<'finishMeasurement'>): void {
    const doing = `What was measured in step ${stepId} cannot be stored`;
    const run = this.#run(doing, runId);
    const step = run.steps.get(stepId);
    if (step === undefined) throw unfit(doing, 'the step has not been begun');
    if (step.measured) throw unfit(doing, 'it is finished already');
    run.row = this.#commit(doing, () => {
      this.#sealRecords(run.number, step);
      this.#saveResult(run.number, step.key, { grounds }, null);
      return this.#save({ ...run.row, finishedSteps: run.row.finishedSteps + 1 });
    });
    step.measured = true;
  }

  finishStep({ runId, result, grounds }: Arguments<'finishStep'>): void {
    const doing = `The result of step ${result.id} cannot be stored`;
    const run = this.#run(doing, runId);
    checkShape(doing, stepResult, result);
    const begun = run.steps.get(result.id);
    if (begun?.finished) throw unfit(doing, 'it has one already');
    // A step may end before it begins, when its engine does not start.
    const index = run.planned.get(result.id);
    if (begun === undefined && index === undefined) throw unfit(doing, `run #${run.number} has no such step`);
    const { step, row } = this.#commit(doing, () => {
      const present = begun ?? this.#insertStep(run, result.id, index ?? 0);
      if (!present.measured) this.#sealRecords(run.number, present);
      this.#saveResult(run.number, present.key, grounds === undefined ? { result } : { grounds }, result);
      const { begunSteps, finishedSteps } = run.row;
      return {
        step: present,
        row: this.#save({
          ...run.row,
          begunSteps: begun === undefined ? begunSteps + 1 : begunSteps,
          finishedSteps: present.measured ? finishedSteps : finishedSteps + 1,
        }),
      };
    });
    step.measured = true;
    step.finished = true;
    run.row = row;
    run.steps.set(step.id, step);
  }

  finishRun({ runId, status, endedAt, reason }: Arguments<'finishRun'>): void {
    const doing = 'The end of the run cannot be stored';
    const run = this.#run(doing, runId);
    checkShape(doing, z.object({ endedAt: z.iso.datetime() }), { endedAt });
    this.#commit(doing, () => {
      for (const step of run.steps.values()) if (!step.measured) this.#sealRecords(run.number, step);
      this.#end(run.row, status, endedAt, reason ?? null);
    });
    this.#runs.delete(runId);
  }

  waitingRecords(runId: string, stepId: string): Uint8Array[] {
    const step = this.#runs.get(runId)?.steps.get(stepId);
    return step === undefined ? [] : this.#buffer.recordsOf(step);
  }

  waitingSamples(runId: string): TelemetrySample[] {
    const run = this.#runs.get(runId);
    return run === undefined ? [] : this.#buffer.samplesOf(run);
  }

  /** Commits what waits. @throws StoreFailure when that is not possible. */
  close(): void {
    clearTimeout(this.#timer);
    this.#makeDurable('The last second of measurements cannot be stored');
  }

  #run(doing: string, runId: string): ActiveRun {
    const run = this.#runs.get(runId);
    if (run === undefined) throw unfit(doing, `no run with the id ${runId} goes on here`);
    return run;
  }

  #insertStep(run: ActiveRun, id: string, index: number): ActiveStep {
    const { insertStep, sealStep } = this.#parts.writes;
    const key = Number(insertStep.run(run.number, id, index).lastInsertRowid);
    const row = { key, id, position: index, recordChunks: null, recordsChecksum: null };
    sealStep.run(null, null, stepSeal(run.number, row), key);
    return { key, id, position: index, chunks: 0, checksum: 0, measured: false, finished: false };
  }

  /** Seals how many records a step has, now that there will be no more. */
  #sealRecords(
    runNumber: number,
    { key, id, position, chunks, checksum }: Omit<ActiveStep, 'measured' | 'finished'>,
  ): void {
    const row = { key, id, position, recordChunks: chunks, recordsChecksum: checksum };
    this.#parts.writes.sealStep.run(chunks, checksum, stepSeal(runNumber, row), key);
  }

  #saveResult(runNumber: number, key: number, stored: StoredGrounds, result: StepResult | null): void {
    const texts = {
      listed: JSON.stringify(result === null ? null : listedFiguresOf(result)),
      grounds: JSON.stringify(stored),
      result: JSON.stringify(result),
    };
    this.#parts.writes.saveResult.run({
      key,
      ...texts,
      listedSeal: sealOf('listed', runNumber, key, texts.listed),
      groundsSeal: sealOf('grounds', runNumber, key, texts.grounds),
      resultSeal: sealOf('result', runNumber, key, texts.result),
    });
  }

  #sealLeftBehind(run: RunRow): void {
    const { reads } = this.#parts;
    for (const { key, id, position, recordChunks } of new StepReader(reads).rows(run, []).rows) {
      if (recordChunks !== null) continue;
      const stored = attempt(() => reads.recordChunks.all(key));
      if ('damage' in stored) continue;
      const checksum = stored.read.reduce((sum, { payload }) => crc32(payload, sum), 0);
      this.#sealRecords(run.number, { key, id, position, chunks: stored.read.length, checksum });
    }
  }

  #insertRun(row: Omit<RunRow, 'number'>): RunRow {
    const number = Number(this.#parts.writes.insertRun.run({ ...row, number: 0 }).lastInsertRowid);
    return this.#save({ ...row, number });
  }

  #save(row: RunRow): RunRow {
    writeRow(this.#parts.writes, row);
    return row;
  }

  #end(row: RunRow, status: RunStatus, endedAt: string | null, reason: string | null): void {
    const hash = attempt(() => recordsHash(this.#parts.reads, row.number));
    const samples = attempt(() => this.#parts.reads.countSampleChunks.get(row.number));
    this.#save({
      ...row,
      status,
      endedAt,
      reason,
      recordsHash: ('read' in hash ? hash.read : undefined) ?? null,
      sampleChunks: ('read' in samples ? samples.read : undefined) ?? null,
    });
  }

  /** After a failed commit nothing more is taken in before one has succeeded, so that what waits cannot grow. */
  #makeRoom(doing: string): void {
    if (this.#failing) this.#makeDurable(doing);
  }

  #makeDurable(doing: string): void {
    if (!this.#buffer.empty) this.#commit(doing, () => undefined);
  }

  #commitSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const failedBefore = this.#failing;
      try {
        this.#makeDurable('Measurements cannot be stored');
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
        if (!failedBefore) this.#parts.report({ failed: error.failure });
        this.#commitSoon();
      }
    }, commitIntervalMs);
  }

  /** Commits what waits and this work in one transaction. @throws StoreFailure; nothing of it is then stored. */
  #commit<Result>(doing: string, work: () => Result): Result {
    const { database, writes } = this.#parts;
    try {
      this.#parts.checkPlace(doing);
      const result = database
        .transaction(() => {
          this.#buffer.write(writes);
          return work();
        })
        .immediate();
      this.#buffer.clear();
      if (this.#failing) this.#parts.report('recovered');
      this.#failing = false;
      return result;
    } catch (error) {
      this.#failing = !this.#buffer.empty;
      throw new StoreFailure(failureOf(error, doing, database.name), { cause: error });
    }
  }
}

function placesOf({ steps }: ResolvedPlan): ReadonlyMap<string, number> {
  return new Map(steps.map(({ id, index }) => [id, index]));
}

function rowOf(run: Arguments<'createRun'>): Omit<RunRow, 'number'> {
  const namesOf = (name: (step: ResolvedPlan['steps'][number]) => string): string =>
    JSON.stringify([...new Set(run.plan.steps.map(name))]);
  return {
    id: run.id,
    name: run.name,
    startedAt: run.startedAt,
    endedAt: null,
    status: 'running',
    reason: null,
    plan: JSON.stringify(run.plan),
    fingerprint: JSON.stringify(run.fingerprint),
    targets: namesOf((step) => step.target),
    models: namesOf((step) => step.model.id),
    scenarios: namesOf((step) => step.scenario),
    plannedSteps: run.plan.steps.length,
    recordsHash: null,
    begunSteps: 0,
    finishedSteps: 0,
    sampleChunks: null,
  };
}

function packed(doing: string, chunk: Arguments<'appendRecords'>['chunk']): Uint8Array {
  try {
    return encodeRecordChunk(chunk);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw unfit(doing, error.message);
  }
}

/** A call that cannot be right whatever the disk does: a fault of the program, not of the user's machine. */
function unfit(doing: string, why: string): StoreFailure {
  return new StoreFailure({
    reason: `${doing}: ${why}.`,
    remedy: 'This is a fault of Inferneo Bench; please report it with the log.',
  });
}
