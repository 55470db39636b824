import type { SampleWriter } from '../telemetry/SampleWriter.ts';

/** A step that has begun in this process. */
export interface ActiveStep {
  key: number;
  id: string;
  /** Chunks taken so far: the position of the next one. */
  chunks: number;
  finished: boolean;
}

/** A run that this process carries out. */
export interface ActiveRun {
  number: number;
  id: string;
  /** Places of the planned steps, by their ids. */
  planned: ReadonlyMap<string, number>;
  steps: Map<string, ActiveStep>;
  samples: SampleWriter;
}
