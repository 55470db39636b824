import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Shutdown, type ShutdownSteps } from '../../../main/shell/Shutdown.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function makeShutdown(close: ShutdownSteps['close']) {
  const did: string[] = [];
  const shutdown = new Shutdown({
    close: () => {
      did.push('close');
      return close();
    },
    endAll: () => {
      did.push('kill');
      return Promise.resolve();
    },
    exit: () => did.push('exit'),
    onProblem: (message) => did.push(message),
  });
  return { shutdown, did };
}

describe('Shutdown', () => {
  it('lets the run end, then the rest, once', async () => {
    const { shutdown, did } = makeShutdown(() => Promise.resolve());
    shutdown.begin();
    shutdown.begin();
    await vi.runAllTimersAsync();
    expect(did).toEqual(['close', 'kill', 'exit']);
  });

  it('does not wait beyond the deadline', async () => {
    const { shutdown, did } = makeShutdown(() => new Promise(() => undefined));
    shutdown.begin();
    await vi.advanceTimersByTimeAsync(7999);
    expect(did).toEqual(['close']);
    await vi.advanceTimersByTimeAsync(1);
    expect(did).toEqual(['close', 'A run did not come to its end within 8000 ms', 'kill', 'exit']);
  });

  it('ends the program though the run cannot be ended', async () => {
    const { shutdown, did } = makeShutdown(() => Promise.reject(new Error('store gone')));
    shutdown.begin();
    await vi.runAllTimersAsync();
    expect(did).toEqual(['close', 'A run did not come to its end', 'kill', 'exit']);
  });
});
