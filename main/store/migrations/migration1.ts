import type { Migration } from './Migration.ts';

/**
 * The first tables.
 *
 * - Runs count up without ever using a number again (AUTOINCREMENT), since people speak of runs by number.
 * - What lists show of a result is derived by SQLite from the result itself and so cannot differ from it.
 * - What a series is of stands apart from its measurements; both records and samples are chunks of columns (see codec/).
 */
export const migration1: Migration = {
  version: 1,
  sql: `
    CREATE TABLE run (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'interrupted')),
      reason TEXT,
      plan TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      targets TEXT NOT NULL,
      models TEXT NOT NULL,
      scenarios TEXT NOT NULL,
      planned_steps INTEGER NOT NULL,
      records_hash TEXT
    ) STRICT;

    CREATE INDEX run_going_on ON run (number) WHERE status = 'running';

    CREATE TABLE step (
      key INTEGER PRIMARY KEY,
      run_number INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
      id TEXT NOT NULL,
      position INTEGER NOT NULL,
      UNIQUE (run_number, id)
    ) STRICT;

    CREATE INDEX step_order ON step (run_number, position);

    CREATE TABLE step_result (
      step_key INTEGER PRIMARY KEY REFERENCES step (key) ON DELETE CASCADE,
      result TEXT NOT NULL,
      verdict TEXT NOT NULL GENERATED ALWAYS AS (json_extract(result, '$.validity.verdict')) STORED,
      interrupted INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(json_extract(result, '$.interrupted'), 0)) STORED,
      sent INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(result, '$.requests.sent')) STORED,
      not_ok INTEGER NOT NULL GENERATED ALWAYS AS (
        json_extract(result, '$.requests.failed') + json_extract(result, '$.requests.timedOut')
      ) STORED,
      p95_ms ANY GENERATED ALWAYS AS (json_extract(result, '$.latencyMs.p95')) STORED,
      p95_low_ms ANY GENERATED ALWAYS AS (json_extract(result, '$.latencyMs.interval95.p95[0]')) STORED,
      p95_high_ms ANY GENERATED ALWAYS AS (json_extract(result, '$.latencyMs.interval95.p95[1]')) STORED
    ) STRICT;

    CREATE TABLE record_chunk (
      step_key INTEGER NOT NULL REFERENCES step (key) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      count INTEGER NOT NULL,
      payload BLOB NOT NULL,
      PRIMARY KEY (step_key, position)
    ) STRICT;

    CREATE TABLE series (
      key INTEGER PRIMARY KEY,
      run_number INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
      subject TEXT NOT NULL,
      metric TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('number', 'label')),
      UNIQUE (run_number, subject, metric)
    ) STRICT;

    CREATE TABLE series_label (
      series_key INTEGER NOT NULL REFERENCES series (key) ON DELETE CASCADE,
      code INTEGER NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (series_key, code)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sample_chunk (
      run_number INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      count INTEGER NOT NULL,
      from_ms REAL NOT NULL,
      to_ms REAL NOT NULL,
      payload BLOB NOT NULL,
      PRIMARY KEY (run_number, position)
    ) STRICT;
  `,
};
