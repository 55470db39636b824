/**
 * What is worked on, unless the command is interrupted first: then it rejects with the signal's reason at once. For work that
 * leaves nothing to end in order; its workers are ended with the command.
 */
export async function unlessInterrupted<Value>(interrupted: AbortSignal, work: Promise<Value>): Promise<Value> {
  let giveUp: (() => void) | undefined;
  const end = new Promise<never>((_, reject) => {
    giveUp = () => reject(interrupted.reason);
    if (interrupted.aborted) giveUp();
    interrupted.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([end, work]);
  } finally {
    if (giveUp !== undefined) interrupted.removeEventListener('abort', giveUp);
  }
}
