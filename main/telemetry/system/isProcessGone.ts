/** Whether reading a file of /proc failed because the process or thread behind it has ended. */
export function isProcessGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESRCH';
}
