import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';
import { gpuPresenceOf } from '../../../core/analysis/machineEvidence.ts';
import { summarizeSoFar } from '../../../core/analysis/summarizeSoFar.ts';
import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import {
  type Fingerprint,
  type ResultDocument,
  type RunStatus,
  resultSchemaName,
  type StepResult,
} from '../../../core/contract/resultDocument.ts';
import type { StepSoFar } from '../../../core/contract/runEvent.ts';
import type { RunSummary, StoreCalls } from '../../../core/contract/storeProtocol.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { DamagedChunk } from '../codec/chunkFrame.ts';
import { decodeRecordChunk } from '../codec/recordChunkCodec.ts';
import { damagedChunkFailure } from '../damagedChunkFailure.ts';
import { StoreFailure } from '../StoreFailure.ts';
import type { Reads, RunFields } from '../statements.ts';
import { readSamples } from '../telemetry/readSamples.ts';
import { leftBehindReason } from './leftBehind.ts';
import { attempt, type Readable, RunRows } from './RunRows.ts';
import { recordsHash } from './recordsHash.ts';
import { lostRun, runSummary } from './runSummary.ts';
import { type RunOfSteps, StepReader } from './StepReader.ts';

/** What a reader must know that is not, or not yet, in the database. */
interface LiveRuns {
  /** Whether the process of the runs that are marked running lives. */
  ownerLives(): boolean;
  /** Packed record chunks of a step that wait for the next commit. */
  waitingRecords(runId: string, stepId: string): Uint8Array[];
  waitingSamples(runId: string): TelemetrySample[];
}

type ReadCalls = Pick<
  StoreCalls,
  'listRuns' | 'showRun' | 'readRecords' | 'readTelemetry' | 'deriveStep' | 'summarizeSoFar'
>;

/**
 * Answers all questions about stored runs. What is not as it was stored is named and, where that is possible, read from a
 * copy or derived anew; it never keeps another run, or the rest of its own, from being read.
 */
export class RunReader implements ReadCalls {
  readonly #database: Database.Database;
  readonly #reads: Reads;
  readonly #live: LiveRuns;
  readonly #rows: RunRows;
  readonly #steps: StepReader;
  /** Records of the step whose figures so far were asked for last. */
  #soFar: { key: number; chunks: RecordChunk[] } | undefined;

  constructor(database: Database.Database, reads: Reads, live: LiveRuns) {
    this.#database = database;
    this.#reads = reads;
    this.#live = live;
    this.#rows = new RunRows(reads);
    this.#steps = new StepReader(reads);
  }

  listRuns({ limit, offset }: { limit: number; offset: number }): ReturnType<StoreCalls['listRuns']> {
    return this.#atOnce(() => {
      const numbers = this.#rows.numbers();
      let ownerLives: boolean | undefined;
      const runs = numbers.slice(offset, offset + limit).map((number): RunSummary => {
        const { content: fields, damage } = this.#rows.fields(number);
        if (fields === undefined) return lostRun(number, damage);
        const { figures, damage: ofSteps } = this.#steps.listed(fields);
        if (fields.status === 'running') ownerLives ??= this.#live.ownerLives();
        return runSummary(fields, figures, [...damage, ...ofSteps], ownerLives === true);
      });
      return { runs, total: numbers.length };
    });
  }

  showRun({ run }: { run: string }): ResultDocument | null {
    return this.#atOnce(() => {
      const number = this.#find(run);
      return number === undefined ? null : this.#document(number);
    });
  }

  readRecords({ runId, stepId }: { runId: string; stepId: string }): RecordChunk[] {
    return this.#atOnce(() => this.#records(runId, this.#existing(runId), stepId));
  }

  readTelemetry({ runId }: { runId: string }): TelemetrySample[] {
    return this.#atOnce(() => this.#telemetry(runId, this.#existing(runId)));
  }

  deriveStep({ runId, stepId, unsealed }: Parameters<StoreCalls['deriveStep']>[0]): StepResult {
    // The records are read again, since only the whole of them is sealed; they are not held twice.
    this.#soFar = undefined;
    return this.#atOnce(() => {
      const fields = readable(this.#rows.fields(this.#existing(runId)));
      const plan = JSON.parse(readable(this.#rows.plan(fields.number))) as ResolvedPlan;
      const fingerprint = JSON.parse(readable(this.#rows.fingerprint(fields.number))) as Fingerprint;
      return this.#steps.derived(this.#runOfSteps(fields, plan, fingerprint, false), stepId, unsealed);
    });
  }

  summarizeSoFar({ runId, step }: Parameters<StoreCalls['summarizeSoFar']>[0]): StepSoFar | null {
    const chunks = this.#atOnce(() => {
      const fields = readable(this.#rows.fields(this.#existing(runId)));
      const row = this.#steps.rows(fields, []).rows.find(({ id }) => id === step.id);
      if (row === undefined) return [];
      if (this.#soFar?.key !== row.key) this.#soFar = { key: row.key, chunks: [] };
      const known = this.#soFar.chunks;
      for (const { position, payload } of this.#reads.recordChunksFrom.iterate(row.key, known.length)) {
        known.push(
          decodedChunk(`Record chunk ${position} of step ${step.id} of run #${fields.number}`, () =>
            decodeRecordChunk(payload),
          ),
        );
      }
      return known;
    });
    return summarizeSoFar(step, chunks) ?? null;
  }

  #document(number: number): ResultDocument {
    const rows = this.#rows;
    const [fields, planText, fingerprintText] = [rows.fields(number), rows.plan(number), rows.fingerprint(number)];
    const row = readable(fields);
    const plan = JSON.parse(readable(planText)) as ResolvedPlan;
    const fingerprint = JSON.parse(readable(fingerprintText)) as Fingerprint;
    const goesOn = row.status === 'running' && this.#live.ownerLives();
    const { status, reason } = stateOf(row, goesOn);
    const hash = row.recordsHash ?? attempt(() => recordsHash(this.#reads, number));
    const { steps, damage: ofSteps } = this.#steps.results(this.#runOfSteps(row, plan, fingerprint, goesOn));
    const damage = [...fields.damage, ...planText.damage, ...fingerprintText.damage, ...ofSteps];
    return {
      schema: resultSchemaName,
      run: {
        id: row.id,
        number,
        name: row.name,
        startedAt: row.startedAt,
        ...(row.endedAt !== null && { endedAt: row.endedAt }),
        status,
        plan,
        fingerprint,
        ...(reason !== undefined && { reason }),
        ...(typeof hash === 'string' && { recordsHash: hash }),
        ...(typeof hash === 'object' && 'read' in hash && hash.read !== undefined && { recordsHash: hash.read }),
        ...(damage.length > 0 && { damage }),
      },
      steps,
      comparisons: [],
      recommendations: [],
    };
  }

  #runOfSteps(fields: RunFields, plan: ResolvedPlan, fingerprint: Fingerprint, goesOn: boolean): RunOfSteps {
    return {
      fields,
      planned: plan.steps,
      gpu: gpuPresenceOf(fingerprint.gpu),
      cpuGovernor: fingerprint.host.cpuGovernor,
      goesOn,
      records: (stepId) => this.#records(fields.id, fields.number, stepId),
      telemetry: () => this.#telemetry(fields.id, fields.number),
    };
  }

  /** @throws StoreFailure naming what is damaged. */
  #records(runId: string, number: number, stepId: string): RecordChunk[] {
    const fields = readable(this.#rows.fields(number));
    const { rows, damage } = this.#steps.rows(fields, []);
    const step = rows.find(({ id }) => id === stepId);
    // It may be one of those that cannot be found.
    if (step === undefined && damage.length > 0) readable({ content: undefined, damage });
    const stored = step === undefined ? [] : this.#reads.recordChunks.all(step.key);
    const chunks = stored.map(({ position, payload }, index) =>
      decodedChunk(`Record chunk ${index} of step ${stepId} of run #${number}`, () => {
        if (position !== index) throw new DamagedChunk(`number ${position} stands in its place`);
        return decodeRecordChunk(payload);
      }),
    );
    if (step !== undefined && step.recordChunks !== null) {
      decodedChunk(`What is stored of the records of step ${stepId} of run #${number}`, () => {
        const checksum = stored.reduce((sum, { payload }) => crc32(payload, sum), 0);
        if (stored.length === step.recordChunks && checksum === step.recordsChecksum) return;
        throw new DamagedChunk(`${stored.length} of its ${step.recordChunks} chunks are there`);
      });
    } else if (fields.recordsHash !== null) {
      decodedChunk(`What is stored of the records of run #${number}`, () => {
        const hash = recordsHash(this.#reads, number);
        if (hash !== fields.recordsHash) throw new DamagedChunk(`its hash is ${hash}, not ${fields.recordsHash}`);
      });
    }
    return [...chunks, ...this.#live.waitingRecords(runId, stepId).map((payload) => decodeRecordChunk(payload))];
  }

  #telemetry(runId: string, number: number): TelemetrySample[] {
    const { sampleChunks } = readable(this.#rows.fields(number));
    return [...readSamples(this.#reads, { number, sampleChunks }), ...this.#live.waitingSamples(runId)];
  }

  /** By id, by number, or the run stored last; of `latest` one that still goes on only when there is no other. */
  #find(run: string): number | undefined {
    if (run === 'latest') {
      const numbers = this.#rows.numbers();
      const ownerLives = this.#live.ownerLives();
      const goesOn = (number: number): boolean => ownerLives && this.#rows.fields(number).content?.status === 'running';
      return numbers.find((number) => !goesOn(number)) ?? numbers[0];
    }
    const byId = this.#rows.numberOf(run);
    if (byId !== undefined || !/^\d{1,15}$/.test(run)) return byId;
    return this.#rows.numbers().find((number) => number === Number(run));
  }

  #existing(runId: string): number {
    const number = this.#rows.numberOf(runId);
    if (number !== undefined) return number;
    throw new StoreFailure({
      reason: `There is no run with the id ${runId}.`,
      remedy: 'List the runs to see which there are.',
    });
  }

  /** All that is read is of one state of the database, whatever a writer commits in the meantime. */
  #atOnce<Answer>(read: () => Answer): Answer {
    this.#database.exec('BEGIN');
    try {
      return read();
    } finally {
      // Nothing was changed; to commit would be refused after a damaged page.
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
    }
  }
}

/** What could be read. @throws StoreFailure naming what is damaged. */
function readable<Content>({ content, damage }: Readable<Content>): Content {
  if (content !== undefined) return content;
  throw new StoreFailure({
    reason: damage.join(' '),
    remedy: 'The other runs can still be read. Take this one from a copy of the database if you have one.',
  });
}

/** @throws StoreFailure saying which chunk is damaged, and how. */
function decodedChunk<Content>(which: string, decode: () => Content): Content {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof DamagedChunk)) throw error;
    throw damagedChunkFailure(which, error);
  }
}

/** A document knows no status for a run that goes on: until then it is one that is not complete, and says why. */
function stateOf(row: RunFields, goesOn: boolean): { status: RunStatus; reason: string | undefined } {
  if (row.status !== 'running') return { status: row.status, reason: row.reason ?? undefined };
  const reason = goesOn ? 'This run still goes on; here is what it has finished so far.' : leftBehindReason;
  return { status: 'interrupted', reason };
}
