import type Database from 'better-sqlite3';
import type { RunStatus } from '../../core/contract/resultDocument.ts';

export interface RunRow {
  number: number;
  id: string;
  name: string;
  startedAt: string;
  endedAt: string | null;
  status: RunStatus | 'running';
  reason: string | null;
  /** JSON. */
  plan: string;
  fingerprint: string;
  recordsHash: string | null;
}

export interface RunListRow {
  number: number;
  id: string;
  name: string;
  startedAt: string;
  endedAt: string | null;
  status: RunStatus | 'running';
  /** JSON lists. */
  targets: string;
  models: string;
  scenarios: string;
  plannedSteps: number;
  finishedSteps: number;
  /** 0 valid, 1 suspect, 2 invalid. */
  worstVerdict: number | null;
  sent: number | null;
  notOk: number | null;
  p95Ms: number | 'Infinity' | null;
  p95LowMs: number | 'Infinity' | null;
  p95HighMs: number | 'Infinity' | null;
  p95BelowFloor: 0 | 1;
}

export interface SeriesRow {
  key: number;
  subject: string;
  metric: string;
  kind: 'number' | 'label';
}

const runColumns = `
  number, id, name, started_at AS startedAt, ended_at AS endedAt, status, reason, plan, fingerprint,
  records_hash AS recordsHash`;

/** Every question that is asked of the database. Values are always bound, never part of the text. */
export function prepareReads(database: Database.Database) {
  return {
    countRuns: database.prepare<[], { total: number }>('SELECT count(*) AS total FROM run'),

    listRuns: database.prepare<{ limit: number; offset: number }, RunListRow>(`
      WITH page AS (SELECT * FROM run ORDER BY number DESC LIMIT :limit OFFSET :offset),
      total AS (
        SELECT
          step.run_number,
          sum(interrupted = 0) AS finishedSteps,
          max(CASE verdict WHEN 'invalid' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END) AS worstVerdict,
          sum(sent) AS sent,
          sum(not_ok) AS notOk
        FROM page JOIN step ON step.run_number = page.number JOIN step_result ON step_result.step_key = step.key
        GROUP BY step.run_number
      )
      SELECT
        page.number, page.id, page.name, page.started_at AS startedAt, page.ended_at AS endedAt, page.status,
        page.targets, page.models, page.scenarios, page.planned_steps AS plannedSteps,
        coalesce(total.finishedSteps, 0) AS finishedSteps, total.worstVerdict, total.sent, total.notOk,
        headline.p95_ms AS p95Ms, headline.p95_low_ms AS p95LowMs, headline.p95_high_ms AS p95HighMs,
        EXISTS (
          SELECT 1 FROM json_each(headline.result, '$.latencyMs.belowFloor') AS below WHERE below.value = 'p95'
        ) AS p95BelowFloor
      FROM page
      LEFT JOIN total ON total.run_number = page.number
      LEFT JOIN step_result AS headline ON headline.step_key = (
        SELECT step.key FROM step JOIN step_result ON step_result.step_key = step.key
        WHERE step.run_number = page.number AND step_result.p95_ms IS NOT NULL
        ORDER BY step.position DESC LIMIT 1
      )
      ORDER BY page.number DESC`),

    runById: database.prepare<[string], RunRow>(`SELECT ${runColumns} FROM run WHERE id = ?`),
    runByNumber: database.prepare<[number], RunRow>(`SELECT ${runColumns} FROM run WHERE number = ?`),
    /** The run stored last; one that still goes on only when there is no other. */
    latestRun: database.prepare<{ ownerLives: 0 | 1 }, RunRow>(`
      SELECT ${runColumns} FROM run ORDER BY (:ownerLives AND status = 'running'), number DESC LIMIT 1`),
    runsGoingOn: database.prepare<[], { number: number; id: string }>(
      "SELECT number, id FROM run WHERE status = 'running' ORDER BY number",
    ),

    stepKey: database.prepare<[number, string], { key: number }>(
      'SELECT key FROM step WHERE run_number = ? AND id = ?',
    ),
    results: database.prepare<[number], { result: string }>(`
      SELECT result FROM step JOIN step_result ON step_key = step.key WHERE run_number = ? ORDER BY position, step.key`),
    /** Begun and without a result: at most one in a run. */
    stepsWithoutResult: database.prepare<[number], { id: string }>(`
      SELECT id FROM step LEFT JOIN step_result ON step_key = step.key
      WHERE run_number = ? AND result IS NULL ORDER BY position, step.key`),

    recordChunks: database.prepare<[number], { position: number; payload: Buffer }>(
      'SELECT position, payload FROM record_chunk WHERE step_key = ? ORDER BY position',
    ),
    runRecordChunks: database.prepare<[number], { payload: Buffer }>(`
      SELECT payload FROM step JOIN record_chunk ON step_key = step.key
      WHERE run_number = ? ORDER BY step.position, step.key, record_chunk.position`),

    series: database.prepare<[number], SeriesRow>(
      'SELECT key, subject, metric, kind FROM series WHERE run_number = ? ORDER BY key',
    ),
    seriesLabels: database.prepare<[number], { seriesKey: number; code: number; text: string }>(`
      SELECT series_key AS seriesKey, code, text FROM series JOIN series_label ON series_key = series.key
      WHERE run_number = ?`),
    sampleChunks: database.prepare<[number], { position: number; payload: Buffer }>(
      'SELECT position, payload FROM sample_chunk WHERE run_number = ? ORDER BY position',
    ),
  };
}

/** Every change that is made to the database. */
export function prepareWrites(database: Database.Database) {
  return {
    insertRun: database.prepare<{
      id: string;
      name: string;
      startedAt: string;
      plan: string;
      fingerprint: string;
      targets: string;
      models: string;
      scenarios: string;
      plannedSteps: number;
    }>(`
      INSERT INTO run (id, name, started_at, status, plan, fingerprint, targets, models, scenarios, planned_steps)
      VALUES (:id, :name, :startedAt, 'running', :plan, :fingerprint, :targets, :models, :scenarios, :plannedSteps)`),
    updateFingerprint: database.prepare<[string, number]>('UPDATE run SET fingerprint = ? WHERE number = ?'),
    updatePlan: database.prepare<[string, number, number]>(
      'UPDATE run SET plan = ?, planned_steps = ? WHERE number = ?',
    ),
    endRun: database.prepare<{
      number: number;
      status: RunStatus;
      endedAt: string | null;
      reason: string | null;
      recordsHash: string | null;
    }>(`
      UPDATE run SET status = :status, ended_at = :endedAt, reason = :reason, records_hash = :recordsHash
      WHERE number = :number`),

    insertStep: database.prepare<[number, string, number]>(
      'INSERT INTO step (run_number, id, position) VALUES (?, ?, ?)',
    ),
    insertResult: database.prepare<[number, string]>('INSERT INTO step_result (step_key, result) VALUES (?, ?)'),
    insertRecordChunk: database.prepare<[number, number, number, Uint8Array]>(
      'INSERT INTO record_chunk (step_key, position, count, payload) VALUES (?, ?, ?, ?)',
    ),

    insertSeries: database.prepare<[number, string, string, string]>(
      'INSERT INTO series (run_number, subject, metric, kind) VALUES (?, ?, ?, ?)',
    ),
    insertSeriesLabel: database.prepare<[number, number, string]>(
      'INSERT INTO series_label (series_key, code, text) VALUES (?, ?, ?)',
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
