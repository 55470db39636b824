import type Database from 'better-sqlite3';
import type { RunStatus } from '../../core/contract/resultDocument.ts';

/** A run's row without its two long texts. */
export interface RunFields {
  number: number;
  id: string;
  name: string;
  startedAt: string;
  endedAt: string | null;
  status: RunStatus | 'running';
  reason: string | null;
  /** JSON lists. */
  targets: string;
  models: string;
  scenarios: string;
  plannedSteps: number;
  recordsHash: string | null;
  begunSteps: number;
  finishedSteps: number;
  /** Chunks of telemetry; null while the run goes on. */
  sampleChunks: number | null;
}

/** A run's whole row. */
export interface RunRow extends RunFields {
  /** JSON. */
  plan: string;
  fingerprint: string;
}

export interface StepRow {
  key: number;
  id: string;
  position: number;
  /** Of a step that has ended: its chunks of records, and CRC-32 over all of them in order. */
  recordChunks: number | null;
  recordsChecksum: number | null;
  seal: string | null;
}

export interface SeriesRow {
  key: number;
  subject: string;
  metric: string;
  kind: 'number' | 'label';
  seal: string | null;
}

const stepColumns = 'key, id, position, record_chunks AS recordChunks, records_checksum AS recordsChecksum, seal';

/**
 * Every question that is asked of the database. Values are always bound, never part of the text. Each asks for one thing of
 * one table, so that a damaged page costs no more than what lies on it.
 */
export function prepareReads(database: Database.Database) {
  return {
    /** The numbers of all runs, from three places that are damaged apart from each other. */
    runNumbers: [
      database.prepare<[], number>('SELECT number FROM run NOT INDEXED').pluck(),
      database.prepare<[], number>('SELECT number FROM run INDEXED BY sqlite_autoindex_run_1').pluck(),
      database.prepare<[], number>('SELECT run_number FROM run_copy').pluck(),
    ],
    /** How many numbers were given out so far. */
    lastNumber: database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'run'").pluck(),
    runFields: database.prepare<[number], RunFields & { seal: string | null }>(`
      SELECT
        number, id, name, started_at AS startedAt, ended_at AS endedAt, status, reason, targets, models, scenarios,
        planned_steps AS plannedSteps, records_hash AS recordsHash, begun_steps AS begunSteps,
        finished_steps AS finishedSteps, sample_chunks AS sampleChunks, row_seal AS seal
      FROM run WHERE number = ?`),
    runPlan: database.prepare<[number], { content: string; seal: string | null }>(
      'SELECT plan AS content, plan_seal AS seal FROM run WHERE number = ?',
    ),
    runFingerprint: database.prepare<[number], { content: string; seal: string | null }>(
      'SELECT fingerprint AS content, fingerprint_seal AS seal FROM run WHERE number = ?',
    ),
    runCopy: database.prepare<[number], { content: string; seal: string }>(
      'SELECT content, seal FROM run_copy WHERE run_number = ?',
    ),
    runOfId: database.prepare<[string], number>('SELECT number FROM run WHERE id = ?').pluck(),
    runsGoingOn: database
      .prepare<[], number>("SELECT number FROM run WHERE status = 'running' ORDER BY number")
      .pluck(),

    /** The steps of a run, by an index and without one. */
    steps: database.prepare<[number], StepRow>(`SELECT ${stepColumns} FROM step WHERE run_number = ?`),
    stepsScanned: database.prepare<[number], StepRow>(
      `SELECT ${stepColumns} FROM step NOT INDEXED WHERE run_number = ?`,
    ),
    listed: database.prepare<[number], { content: string; seal: string }>(
      'SELECT listed AS content, listed_seal AS seal FROM step_result WHERE step_key = ?',
    ),
    grounds: database.prepare<[number], { content: string | null; seal: string | null }>(
      'SELECT grounds AS content, grounds_seal AS seal FROM step_result WHERE step_key = ?',
    ),
    result: database.prepare<[number], { content: string; seal: string }>(
      'SELECT result AS content, result_seal AS seal FROM step_result WHERE step_key = ?',
    ),

    recordChunks: database.prepare<[number], { position: number; payload: Buffer }>(
      'SELECT position, payload FROM record_chunk WHERE step_key = ? ORDER BY position',
    ),
    /** Those from a position on. */
    recordChunksFrom: database.prepare<[number, number], { position: number; payload: Buffer }>(
      'SELECT position, payload FROM record_chunk WHERE step_key = ? AND position >= ? ORDER BY position',
    ),
    runRecordChunks: database.prepare<[number], { payload: Buffer }>(`
      SELECT payload FROM step JOIN record_chunk ON step_key = step.key
      WHERE run_number = ? ORDER BY step.position, step.key, record_chunk.position`),

    series: database.prepare<[number], SeriesRow>(
      'SELECT key, subject, metric, kind, seal FROM series WHERE run_number = ? ORDER BY key',
    ),
    seriesLabels: database.prepare<[number], { seriesKey: number; code: number; text: string; seal: string | null }>(`
      SELECT series_key AS seriesKey, code, text, series_label.seal FROM series JOIN series_label ON series_key = series.key
      WHERE run_number = ?`),
    countSampleChunks: database
      .prepare<[number], number>('SELECT count(*) FROM sample_chunk WHERE run_number = ?')
      .pluck(),
    sampleChunks: database.prepare<[number], { position: number; payload: Buffer }>(
      'SELECT position, payload FROM sample_chunk WHERE run_number = ? ORDER BY position',
    ),
  };
}

/** Every change that is made to the database. */
export function prepareWrites(database: Database.Database) {
  return {
    /** Makes the row, which gets its number by that; {@link saveRun} and the copy complete it. */
    insertRun: database.prepare<RunRow>(`
      INSERT INTO run (id, name, started_at, status, plan, fingerprint, targets, models, scenarios, planned_steps)
      VALUES (:id, :name, :startedAt, 'running', :plan, :fingerprint, :targets, :models, :scenarios, :plannedSteps)`),
    saveRun: database.prepare<RunRow & { rowSeal: string; planSeal: string; fingerprintSeal: string }>(`
      UPDATE run SET
        id = :id, name = :name, started_at = :startedAt, ended_at = :endedAt, status = :status, reason = :reason,
        plan = :plan, fingerprint = :fingerprint, targets = :targets, models = :models, scenarios = :scenarios,
        planned_steps = :plannedSteps, records_hash = :recordsHash, begun_steps = :begunSteps,
        finished_steps = :finishedSteps, sample_chunks = :sampleChunks, row_seal = :rowSeal, plan_seal = :planSeal, fingerprint_seal = :fingerprintSeal
      WHERE number = :number`),
    copyRun: database.prepare<{ number: number; content: string; seal: string }>(
      'INSERT OR REPLACE INTO run_copy (run_number, content, seal) VALUES (:number, :content, :seal)',
    ),
    /** Of a run of which no more can be read than that it is marked running. */
    interruptUnreadable: database.prepare<[number]>("UPDATE run SET status = 'interrupted' WHERE number = ?"),

    insertStep: database.prepare<[number, string, number]>(
      'INSERT INTO step (run_number, id, position) VALUES (?, ?, ?)',
    ),
    sealStep: database.prepare<[number | null, number | null, string, number]>(
      'UPDATE step SET record_chunks = ?, records_checksum = ?, seal = ? WHERE key = ?',
    ),
    /** With null as its result and as what lists show of it while it is measured and not derived yet. */
    saveResult: database.prepare<{
      key: number;
      listed: string;
      listedSeal: string;
      grounds: string | null;
      groundsSeal: string | null;
      result: string;
      resultSeal: string;
    }>(`
      INSERT OR REPLACE INTO step_result (step_key, listed, listed_seal, grounds, grounds_seal, result, result_seal)
      VALUES (:key, :listed, :listedSeal, :grounds, :groundsSeal, :result, :resultSeal)`),
    insertRecordChunk: database.prepare<[number, number, number, Uint8Array]>(
      'INSERT INTO record_chunk (step_key, position, count, payload) VALUES (?, ?, ?, ?)',
    ),

    insertSeries: database.prepare<[number, string, string, string]>(
      'INSERT INTO series (run_number, subject, metric, kind) VALUES (?, ?, ?, ?)',
    ),
    sealSeries: database.prepare<[string, number]>('UPDATE series SET seal = ? WHERE key = ?'),
    insertSeriesLabel: database.prepare<[number, number, string, string]>(
      'INSERT INTO series_label (series_key, code, text, seal) VALUES (?, ?, ?, ?)',
    ),
    insertSampleChunk: database.prepare<{
      runNumber: number;
      position: number;
      count: number;
      fromMs: number;
      toMs: number;
      payload: Uint8Array;
    }>(`
      INSERT INTO sample_chunk (run_number, position, count, from_ms, to_ms, payload)
      VALUES (:runNumber, :position, :count, :fromMs, :toMs, :payload)`),
  };
}

export type Reads = ReturnType<typeof prepareReads>;
export type Writes = ReturnType<typeof prepareWrites>;
