import { onTestFinished } from 'vitest';
import type { StoreCallName, StoreCalls, StoreCommand, StoreEvent } from '../../../core/contract/storeProtocol.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { StoreService } from '../../../main/store/StoreService.ts';

type OpenedEvent = Extract<StoreEvent, { type: 'opened' }>;

/** A store service in this process, spoken to by its protocol. */
export class OpenedService {
  readonly events: StoreEvent[] = [];
  readonly service = new StoreService((event) => this.events.push(event));
  #id = 0;

  open(
    dataDirectory: string,
    mode: 'write' | 'read' = 'write',
  ): OpenedEvent | { type: 'openFailed'; failure: Failure } {
    const owner = { processId: process.pid, name: 'a test' };
    this.service.handle(
      mode === 'write' ? { type: 'open', dataDirectory, mode, owner } : { type: 'open', dataDirectory, mode },
    );
    const event = this.events.findLast(({ type }) => type === 'opened' || type === 'openFailed');
    if (event?.type !== 'opened' && event?.type !== 'openFailed') throw new Error('open was not answered');
    return event;
  }

  call<Name extends StoreCallName>(
    name: Name,
    arguments_: Parameters<StoreCalls[Name]>[0],
  ): ReturnType<StoreCalls[Name]> {
    const event = this.attempt(name, arguments_);
    if (event.type === 'callFailed') throw Object.assign(new Error(event.failure.reason), { failure: event.failure });
    return event.result as ReturnType<StoreCalls[Name]>;
  }

  attempt<Name extends StoreCallName>(
    name: Name,
    arguments_: Parameters<StoreCalls[Name]>[0],
  ): Extract<StoreEvent, { type: 'answer' | 'callFailed' }> {
    this.#id += 1;
    this.service.handle({ type: 'call', id: this.#id, name, arguments: arguments_ } as Extract<
      StoreCommand,
      { type: 'call' }
    >);
    const event = this.events.at(-1);
    if ((event?.type !== 'answer' && event?.type !== 'callFailed') || event.id !== this.#id) {
      throw new Error(`${name} was not answered`);
    }
    return event;
  }
}

/** A service that has opened the directory, closed when the test is over. */
export function openedService(dataDirectory: string, mode: 'write' | 'read' = 'write'): OpenedService {
  const service = new OpenedService();
  onTestFinished(() => {
    service.service.close();
  });
  const event = service.open(dataDirectory, mode);
  if (event.type === 'openFailed') throw new Error(`${event.failure.reason} (${event.failure.detail})`);
  return service;
}
