import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import type { Writes } from '../statements.ts';
import type { ActiveRun, ActiveStep } from './ActiveRun.ts';

interface WaitingRecords {
  step: ActiveStep;
  position: number;
  count: number;
  payload: Uint8Array;
}

/** Records and telemetry that wait for the next commit. */
export class WriteBuffer {
  #records: WaitingRecords[] = [];
  #samples = new Map<ActiveRun, TelemetrySample[]>();

  get empty(): boolean {
    return this.#records.length === 0 && this.#samples.size === 0;
  }

  addRecords(records: WaitingRecords): void {
    this.#records.push(records);
  }

  addSamples(run: ActiveRun, samples: readonly TelemetrySample[]): void {
    if (samples.length === 0) return;
    this.#samples.set(run, [...(this.#samples.get(run) ?? []), ...samples]);
  }

  recordsOf(step: ActiveStep): Uint8Array[] {
    return this.#records.filter((waiting) => waiting.step === step).map(({ payload }) => payload);
  }

  samplesOf(run: ActiveRun): TelemetrySample[] {
    return this.#samples.get(run) ?? [];
  }

  /** Writes everything, inside the caller's transaction. It waits on until {@link clear}, in case that is rolled back. */
  write(writes: Writes): void {
    for (const { step, position, count, payload } of this.#records) {
      writes.insertRecordChunk.run(step.key, position, count, payload);
    }
    for (const [run, samples] of this.#samples) run.samples.write(samples);
  }

  /** Says that the transaction was committed. */
  clear(): void {
    for (const run of this.#samples.keys()) run.samples.keep();
    this.#records = [];
    this.#samples = new Map();
  }
}
