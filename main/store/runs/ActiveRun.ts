import type { RunRow } from '../statements.ts';
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
