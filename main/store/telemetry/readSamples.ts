import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { DamagedChunk } from '../codec/DamagedChunk.ts';
import { decodeSampleChunk, type SampleChunk } from '../codec/sampleChunkCodec.ts';
import { damagedChunkFailure } from '../damagedChunkFailure.ts';
import type { Reads, SeriesRow } from '../statements.ts';
import { sampleOfValues } from './sampleOfValues.ts';
import type { SeriesValue } from './seriesIdentity.ts';

/** All stored telemetry of a run, in the order in which it was written. @throws StoreFailure naming a damaged chunk. */
export function readSamples(reads: Reads, run: { number: number }): TelemetrySample[] {
  const series = reads.series.all(run.number);
  const labels = new Map<number, Map<number, string>>();
  for (const { seriesKey, code, text } of reads.seriesLabels.all(run.number)) {
    labels.set(seriesKey, (labels.get(seriesKey) ?? new Map<number, string>()).set(code, text));
  }
  const samples: TelemetrySample[] = [];
  for (const { position, payload } of reads.sampleChunks.iterate(run.number)) {
    try {
      addSamples(samples, decodeSampleChunk(payload), series, labels);
    } catch (error) {
      if (!(error instanceof DamagedChunk)) throw error;
      throw damagedChunkFailure(`Telemetry chunk ${position} of run #${run.number}`, error);
    }
  }
  return samples;
}

function addSamples(
  samples: TelemetrySample[],
  chunk: SampleChunk,
  series: readonly SeriesRow[],
  labels: ReadonlyMap<number, ReadonlyMap<number, string>>,
): void {
  for (const [index, atMs] of chunk.atMs.entries()) {
    const values: SeriesValue[] = [];
    for (const identity of series) {
      const stored = chunk.columns.get(identity.key)?.[index];
      if (stored === undefined || Number.isNaN(stored)) continue;
      values.push({ series: identity, value: identity.kind === 'number' ? stored : textOf(labels, identity, stored) });
    }
    samples.push(sampleOfValues(atMs, values));
  }
}

function textOf(labels: ReadonlyMap<number, ReadonlyMap<number, string>>, series: SeriesRow, code: number): string {
  const text = labels.get(series.key)?.get(code);
  if (text === undefined)
    throw new DamagedChunk(`it refers to text ${code} of ${series.subject} ${series.metric}, which is not there`);
  return text;
}
