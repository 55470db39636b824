import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import type { RunRow, Writes } from '../statements.ts';
import type { SampleWriter } from '../telemetry/SampleWriter.ts';

/** A step that has begun in this process. */
export interface ActiveStep {
  key: number;
  id: string;
  position: number;
  /** Chunks taken so far: the position of the next one. */
  chunks: number;
  /** CRC-32 over the payloads of all of them, in order. */
  checksum: number;
  /** Its measurement is sealed: no more records come. */
  measured: boolean;
  /** It has its result. */
  finished: boolean;
}

/** A run that this process carries out. */
export interface ActiveRun {
  number: number;
  id: string;
  /** As it is stored. */
  row: RunRow;
  /** Places of the planned steps, by their ids. */
  planned: ReadonlyMap<string, number>;
  steps: Map<string, ActiveStep>;
  samples: SampleWriter;
}

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
