/** One step of the database's format. Once released its SQL never changes: a later step mends an earlier one. */
export interface Migration {
  /** The format that it makes; formats count 1, 2, 3 without a hole. */
  version: number;
  sql: string;
}
