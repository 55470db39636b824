/**
 * One step of the database's format. Once released its SQL never changes: a later step mends an earlier one. Its SQL may
 * call `seal`, which is `sealOf`.
 */
export interface Migration {
  /** The format that it makes; formats count 1, 2, 3 without a hole. */
  version: number;
  sql: string;
}
