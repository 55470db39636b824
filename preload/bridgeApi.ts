import type { BenchApi } from '../core/contract/ipc.ts';
import type { RunEvent } from '../core/contract/runEvent.ts';
import { channels } from './channels.ts';

/** The part of Electron's ipcRenderer that the bridge uses. */
export interface MainProcessLine {
  invoke(channel: string, ...callArguments: unknown[]): Promise<unknown>;
  send(channel: string): void;
  on(channel: string, listener: (event: unknown, events: RunEvent[]) => void): unknown;
}

/**
 * What the page can reach of the main process: one function for each call of the contract, and the events of a run. The
 * page chooses no channel, and neither Electron's event objects nor the line itself ever cross over.
 */
export function bridgeApi(line: MainProcessLine): BenchApi {
  const calls = Object.fromEntries(
    channels.calls.map((name) => [name, (...callArguments: unknown[]) => line.invoke(name, ...callArguments)]),
  );
  const listeners = new Set<(events: RunEvent[]) => void>();
  line.on(channels.runEvents, (_event, events) => {
    for (const listener of listeners) listener(events);
  });
  const onRunEvents: BenchApi['onRunEvents'] = (listener) => {
    // A wrapper of its own for each subscription: one function may listen twice and leave once.
    const subscription = (events: RunEvent[]): void => listener(events);
    listeners.add(subscription);
    if (listeners.size === 1) line.send(channels.runEvents);
    return () => {
      listeners.delete(subscription);
    };
  };
  // Every call of the contract is among the names, which the compiler checks where they stand.
  return { ...calls, onRunEvents } as BenchApi;
}
