import { resolve } from 'node:path';
import type { StoreCommand, StoreEvent } from '../../core/contract/storeProtocol.ts';
import type { Failure, LogLevel } from '../../core/contract/WorkerMessages.ts';
import { openStore, type Store } from './openStore.ts';
import { failureOf } from './StoreFailure.ts';

/** The store's side of its protocol: takes commands one after the other and answers each with an event. */
export class StoreService {
  readonly #send: (event: StoreEvent) => void;
  #store: Store | undefined;

  constructor(send: (event: StoreEvent) => void) {
    this.#send = send;
  }

  handle(command: Exclude<StoreCommand, { type: 'shutdown' }>): void {
    if (command.type === 'open') this.#open(command);
    else this.#call(command);
  }

  /** Commits what waits and lets go of the data directory; without effect when none is open. @returns whether all is stored. */
  close(): boolean {
    const store = this.#store;
    this.#store = undefined;
    try {
      store?.close();
      return true;
    } catch (error) {
      const { reason, remedy, detail } = failureOf(
        error,
        'The data directory cannot be closed',
        store?.databasePath ?? '',
      );
      this.#log('error', `${reason} ${remedy} ${detail ?? ''}`.trimEnd());
      return false;
    }
  }

  #open(command: Extract<StoreCommand, { type: 'open' }>): void {
    const dataDirectory = resolve(command.dataDirectory);
    try {
      // A second `open` would leave the first directory locked for good.
      if (this.#store !== undefined) throw new Error(`${this.#store.databasePath} is open already`);
      const store = openStore({ ...command, dataDirectory }, new Date(), (state) => this.#reportCommits(state));
      this.#store = store;
      const { databasePath, interruptedRuns, setAside, backup } = store;
      if (setAside !== undefined)
        this.#log('warn', `A damaged database was set aside as ${setAside.path}: ${setAside.damage}`);
      if (backup !== undefined) this.#log('info', `The database has a new format; the old one is kept as ${backup}`);
      this.#send({
        type: 'opened',
        databasePath,
        interruptedRuns,
        ...(setAside !== undefined && { setAside: setAside.path }),
      });
    } catch (error) {
      this.#send({
        type: 'openFailed',
        failure: failureOf(error, 'The data directory cannot be opened', dataDirectory),
      });
    }
  }

  #call(command: Extract<StoreCommand, { type: 'call' }>): void {
    const { id, name } = command;
    const store = this.#store;
    if (store === undefined) {
      this.#send({ type: 'callFailed', id, failure: notOpen });
      return;
    }
    try {
      // The protocol pairs each name with its arguments; the compiler cannot follow the pair through the table.
      const call = store.calls[name] as (arguments_: unknown) => unknown;
      this.#send({ type: 'answer', id, result: call(command.arguments) });
    } catch (error) {
      this.#send({ type: 'callFailed', id, failure: failureOf(error, `${name} failed`, store.databasePath) });
    }
  }

  #reportCommits(state: { failed: Failure } | 'recovered' | 'lockedAgain'): void {
    if (state === 'lockedAgain')
      this.#log('warn', 'The lock file of the data directory was deleted; it was made anew.');
    else if (state === 'recovered') this.#log('info', 'The measurements that waited are stored.');
    else this.#log('error', `${state.failed.reason} ${state.failed.remedy}`);
  }

  #log(level: LogLevel, message: string): void {
    this.#send({ type: 'log', line: { level, source: 'store', message } });
  }
}

const notOpen: Failure = {
  reason: 'No data directory is open.',
  remedy: 'This is a fault of Inferneo Bench; please report it with the log.',
};
