import type { Migration } from './Migration.ts';
import { migration1 } from './migration1.ts';
import { migration2 } from './migration2.ts';

/** All steps of the database's format, in order. */
export const migrations: readonly Migration[] = [migration1, migration2];
