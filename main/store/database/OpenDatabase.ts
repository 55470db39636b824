import type Database from 'better-sqlite3';

/** A database that is ready for use. */
export interface OpenDatabase {
  connection: Database.Database;
  /** Where it is, or would be: a reader of a directory without one reads an empty one in memory. */
  path: string;
  /** Where a damaged predecessor was put, and what was wrong with it. */
  setAside?: { path: string; damage: string };
  /** Where the copy is that was made before the format changed. */
  backup?: string;
}
