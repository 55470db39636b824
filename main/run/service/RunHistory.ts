import { randomBytes } from 'node:crypto';
import type { RunEvent } from '../../../core/contract/runEvent.ts';

/** Events that come many times a second: kept for the step that runs, since earlier steps have their results. */
const dense: ReadonlySet<RunEvent['type']> = new Set(['live', 'telemetry', 'progress', 'soFar', 'activity']);

/** What happened in the run that goes on now, or went last, for a window that opens or reloads in the middle of it. */
export class RunHistory {
  #events: RunEvent[] = [];

  add(event: RunEvent): void {
    if (event.type === 'runStarted') this.#events = [];
    else if (event.type === 'stepStarted') this.#events = this.#events.filter(({ type }) => !dense.has(type));
    this.#events.push(event);
  }

  events(): RunEvent[] {
    return [...this.#events];
  }
}

/** A run's id: sorts by time, names its day, and is unique on any machine: `20261124-091233-4f2a9c`. */
export function newRunId(now: Date): string {
  const digits = now.toISOString().replaceAll(/[-:]/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(9, 15)}-${randomBytes(3).toString('hex')}`;
}
