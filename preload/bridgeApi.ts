import type { BenchApi, IpcCallName } from '../core/contract/ipc.ts';
import { type RunEvent, runEventsChannel } from '../core/contract/runEvent.ts';

/** The part of Electron's ipcRenderer that the bridge uses. */
export interface MainProcessLine {
  invoke(channel: string, ...callArguments: unknown[]): Promise<unknown>;
  send(channel: string): void;
  on(channel: string, listener: (event: unknown, events: RunEvent[]) => void): unknown;
}

/**
 * What the page can reach of the main process: one function for each call of the contract, and the events of a run. The
 * page chooses no channel, and neither Electron's event objects nor the line itself ever cross over.
 *
 * @param names of the calls.
 */
export function bridgeApi(line: MainProcessLine, names: readonly IpcCallName[]): BenchApi {
  const calls = Object.fromEntries(
    names.map((name) => [name, (...callArguments: unknown[]) => line.invoke(name, ...callArguments)]),
  );
  const listeners = new Set<(events: RunEvent[]) => void>();
  line.on(runEventsChannel, (_event, events) => {
    for (const listener of listeners) listener(events);
  });
  const onRunEvents: BenchApi['onRunEvents'] = (listener) => {
    // A wrapper of its own for each subscription: one function may listen twice and leave once.
    const subscription = (events: RunEvent[]): void => listener(events);
    listeners.add(subscription);
    if (listeners.size === 1) line.send(runEventsChannel);
    return () => {
      listeners.delete(subscription);
    };
  };
  // The names are those of the contract's table.
  return { ...calls, onRunEvents } as BenchApi;
}
