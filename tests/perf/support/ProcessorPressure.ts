import { readFileSync } from 'node:fs';

/** How much of the time since its making some process of the machine waited for a processor: what else there was to do. */
export class ProcessorPressure {
  readonly #waitedFromMs = waitedForProcessorMs();
  readonly #fromMs = performance.now();

  /** 0 to 1; NaN where the system does not tell. */
  get share(): number {
    return (waitedForProcessorMs() - this.#waitedFromMs) / (performance.now() - this.#fromMs);
  }
}

/** Milliseconds since boot in which some process waited for a processor; NaN where the system does not tell. */
function waitedForProcessorMs(): number {
  if (process.platform !== 'linux') return Number.NaN;
  const total = /some .*total=(\d+)/.exec(readFileSync('/proc/pressure/cpu', 'utf8'))?.[1];
  return Number(total) / 1000;
}
