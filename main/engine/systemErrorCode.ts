/** The code by which the system names an error (`ENOENT`, `ENOSPC`, ...); empty for any other error. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
