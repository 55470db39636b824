import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunnerSession } from '../../../main/run/sessions/RunnerSession.ts';
import { SupervisedWorker } from '../../../main/run/workers/SupervisedWorker.ts';
import { openAiStep } from '../runner/plannedSteps.ts';

/** A process whose event loop is blocked: it takes no notice of any command, and ends only when it is killed. */
class BlockedWorker extends SupervisedWorker<{ type: string }, { type: string }> {
  readonly processId = 4711;

  begin(): void {
    this.tellEvent({ type: 'ready' });
  }

  protected post(): void {
    // Blocked.
  }

  protected killNow(): void {
    this.tellExit(null, 'SIGKILL');
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const ignoreLog = (): void => undefined;

describe('a runner that is blocked', () => {
  it('is killed when it does not answer a stop in time, whatever it was asked', async () => {
    for (const ask of [
      (session: RunnerSession, signal: AbortSignal) =>
        session.collectOutputs(openAiStep(), { kind: 'address', url: '', headers: {} }, 'text', 1, signal),
      (session: RunnerSession, signal: AbortSignal) =>
        session.checkServer(openAiStep(), { kind: 'address', url: '', headers: {} }, 1000, signal),
    ]) {
      const worker = new BlockedWorker('runner');
      const starting = RunnerSession.start(() => worker as never, ignoreLog, new AbortController().signal);
      worker.begin();
      const session = await starting;
      const stop = new AbortController();
      const answer = ask(session, stop.signal);
      const refusal = expect(answer).rejects.toThrow('The runner process was ended by SIGKILL');
      stop.abort();
      await vi.advanceTimersByTimeAsync(1000);
      await refusal;
    }
  });

  it('is killed where it never says that it is ready: with its deadline, or with the run that is stopped', async () => {
    const silent = new BlockedWorker('runner');
    const starting = RunnerSession.start(() => silent as never, ignoreLog, new AbortController().signal);
    const refusal = expect(starting).rejects.toThrow('The runner process was started and said nothing within 30 s');
    await vi.advanceTimersByTimeAsync(30_000);
    await refusal;
    const stop = new AbortController();
    const stopped = RunnerSession.start(() => new BlockedWorker('runner') as never, ignoreLog, stop.signal);
    const given = expect(stopped).rejects.toBe('stopped by the user');
    stop.abort('stopped by the user');
    await given;
  });
});
