import type { RunEvent } from '../../core/contract/runEvent.ts';

/** Electron's powerSaveBlocker, as far as it is used. */
interface PowerSaveBlocker {
  start(type: 'prevent-app-suspension'): number;
  stop(id: number): unknown;
}

/** Keeps the machine from going to sleep while a run goes on: a suspended minute would end up in the measurement. */
export class PowerGuard {
  readonly #blocker: PowerSaveBlocker;
  #id: number | undefined;

  constructor(blocker: PowerSaveBlocker) {
    this.#blocker = blocker;
  }

  follow(events: readonly RunEvent[]): void {
    for (const event of events) {
      if (event.type === 'runStarted') this.#id ??= this.#blocker.start('prevent-app-suspension');
      if (event.type === 'runEnded') this.release();
    }
  }

  release(): void {
    if (this.#id !== undefined) this.#blocker.stop(this.#id);
    this.#id = undefined;
  }
}
