import type { Migration } from './Migration.ts';

/**
 * Everything that is shown is sealed, as the chunks of records and telemetry are: what a damaged file holds is told from
 * what was stored.
 *
 * - `seal(what, …)` is CRC-32 over the exact content and whose it is (see seal.ts).
 * - Of a run that cannot be derived anew, its row with plan and fingerprint, there is a second copy in a table of its own.
 * - Lists show figures of `listed`, which stands in front of the result and is sealed by itself: one result has a hundred
 *   kilobytes. The generated columns of format 1 were not sealed, and one malformed result made every list fail.
 * - `grounds` is what a result is derived from beside records and telemetry. Steps of format 1 have none.
 * - A step that has ended says how many chunks of records it has, with CRC-32 over all of them; one of format 1 does not.
 * - `writer` says which process writes, and by which lock.
 *
 * What format 1 stored cannot be verified for the past: it is sealed as it is found now.
 */
export const migration2: Migration = {
  version: 2,
  sql: `
    ALTER TABLE run ADD COLUMN begun_steps INTEGER;
    ALTER TABLE run ADD COLUMN finished_steps INTEGER;
    ALTER TABLE run ADD COLUMN sample_chunks INTEGER;
    ALTER TABLE run ADD COLUMN row_seal TEXT;
    ALTER TABLE run ADD COLUMN plan_seal TEXT;
    ALTER TABLE run ADD COLUMN fingerprint_seal TEXT;

    UPDATE run SET
      begun_steps = (SELECT count(*) FROM step WHERE step.run_number = run.number),
      finished_steps = (
        SELECT count(*) FROM step JOIN step_result ON step_result.step_key = step.key WHERE step.run_number = run.number
      ),
      sample_chunks = CASE status WHEN 'running' THEN NULL ELSE (
        SELECT count(*) FROM sample_chunk WHERE sample_chunk.run_number = run.number
      ) END;
    UPDATE run SET
      row_seal = seal(
        'run', number, id, name, started_at, ended_at, status, reason, targets, models, scenarios, planned_steps,
        records_hash, begun_steps, finished_steps, sample_chunks
      ),
      plan_seal = seal('plan', number, plan),
      fingerprint_seal = seal('fingerprint', number, fingerprint);

    CREATE TABLE run_copy (
      run_number INTEGER PRIMARY KEY REFERENCES run (number) ON DELETE CASCADE,
      content TEXT NOT NULL,
      seal TEXT NOT NULL
    ) STRICT;

    INSERT INTO run_copy (run_number, content, seal)
    SELECT number, content, seal('run copy', number, content) FROM (
      SELECT number, json_object(
        'number', number, 'id', id, 'name', name, 'startedAt', started_at, 'endedAt', ended_at, 'status', status,
        'reason', reason, 'targets', targets, 'models', models, 'scenarios', scenarios, 'plannedSteps', planned_steps,
        'recordsHash', records_hash, 'begunSteps', begun_steps, 'finishedSteps', finished_steps,
        'sampleChunks', sample_chunks, 'plan', plan, 'fingerprint', fingerprint
      ) AS content FROM run
    );

    ALTER TABLE step ADD COLUMN record_chunks INTEGER;
    ALTER TABLE step ADD COLUMN records_checksum INTEGER;
    ALTER TABLE step ADD COLUMN seal TEXT;
    UPDATE step SET seal = seal('step', key, run_number, id, position, record_chunks, records_checksum);

    CREATE TABLE sealed_result (
      step_key INTEGER PRIMARY KEY REFERENCES step (key) ON DELETE CASCADE,
      listed TEXT NOT NULL,
      listed_seal TEXT NOT NULL,
      grounds TEXT,
      grounds_seal TEXT,
      result TEXT NOT NULL,
      result_seal TEXT NOT NULL
    ) STRICT;

    INSERT INTO sealed_result (step_key, listed, listed_seal, result, result_seal)
    SELECT
      step_key, listed, seal('listed', run_number, step_key, listed), result, seal('result', run_number, step_key, result)
    FROM (
      SELECT step_key, run_number, result, CASE WHEN json_valid(result) THEN json_object(
        'verdict', json(coalesce(result -> '$.validity.verdict', 'null')),
        'interrupted', json(coalesce(result -> '$.interrupted', 'false')),
        'sent', json(coalesce(result -> '$.requests.sent', 'null')),
        'failed', json(coalesce(result -> '$.requests.failed', 'null')),
        'timedOut', json(coalesce(result -> '$.requests.timedOut', 'null')),
        'p95Ms', json(coalesce(result -> '$.latencyMs.p95', 'null')),
        'p95Interval', json(coalesce(result -> '$.latencyMs.interval95.p95', 'null')),
        'belowFloor', json(coalesce(result -> '$.latencyMs.belowFloor', '[]'))
      ) ELSE 'null' END AS listed
      FROM step_result JOIN step ON step.key = step_result.step_key
    );
    DROP TABLE step_result;
    ALTER TABLE sealed_result RENAME TO step_result;

    ALTER TABLE series ADD COLUMN seal TEXT;
    UPDATE series SET seal = seal('series', key, run_number, subject, metric, kind);
    ALTER TABLE series_label ADD COLUMN seal TEXT;
    UPDATE series_label SET seal = seal('label', series_key, code, text);

    CREATE TABLE writer (
      place INTEGER PRIMARY KEY CHECK (place = 1),
      process_id INTEGER NOT NULL,
      process_start TEXT,
      database_file TEXT NOT NULL,
      lock_file TEXT NOT NULL
    ) STRICT;
  `,
};
