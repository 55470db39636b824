import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { DamagedChunk } from '../codec/DamagedChunk.ts';
import { decodeSampleChunk, type SampleChunk } from '../codec/sampleChunkCodec.ts';
import { damagedChunkFailure } from '../damagedChunkFailure.ts';
import { sealOf } from '../seal.ts';
import type { Reads, SeriesRow } from '../statements.ts';
import { sampleOfValues } from './sampleOfValues.ts';
import type { SeriesValue } from './seriesIdentity.ts';

/**
 * All stored telemetry of a run, in the order in which it was written.
 *
 * @param run how many chunks it has: null where that is not known yet.
 * @throws StoreFailure naming a damaged chunk.
 */
export function readSamples(reads: Reads, run: { number: number; sampleChunks: number | null }): TelemetrySample[] {
  const series = new Map<number, SeriesRow>();
  for (const row of reads.series.all(run.number)) {
    const { key, subject, metric, kind, seal } = row;
    // What is left out here is missed by each chunk that has a column of it.
    if (seal === sealOf('series', key, run.number, subject, metric, kind)) series.set(key, row);
  }
  const labels = new Map<number, Map<number, string>>();
  for (const { seriesKey, code, text, seal } of reads.seriesLabels.all(run.number)) {
    if (seal !== sealOf('label', seriesKey, code, text)) continue;
    labels.set(seriesKey, (labels.get(seriesKey) ?? new Map<number, string>()).set(code, text));
  }
  const samples: TelemetrySample[] = [];
  const chunks = reads.sampleChunks.all(run.number);
  for (const [index, { position, payload }] of chunks.entries()) {
    try {
      if (position !== index) throw new DamagedChunk(`number ${position} stands in its place`);
      addSamples(samples, decodeSampleChunk(payload), series, labels);
    } catch (error) {
      if (!(error instanceof DamagedChunk)) throw error;
      throw damagedChunkFailure(`Telemetry chunk ${index} of run #${run.number}`, error);
    }
  }
  if (run.sampleChunks !== null && chunks.length !== run.sampleChunks) {
    const damage = new DamagedChunk(`${chunks.length} of its ${run.sampleChunks} chunks are there`);
    throw damagedChunkFailure(`What is stored of the telemetry of run #${run.number}`, damage);
  }
  return samples;
}

function addSamples(
  samples: TelemetrySample[],
  chunk: SampleChunk,
  series: ReadonlyMap<number, SeriesRow>,
  labels: ReadonlyMap<number, ReadonlyMap<number, string>>,
): void {
  const columns = [...chunk.columns].map(([key, column]) => {
    const identity = series.get(key);
    if (identity === undefined) throw new DamagedChunk(`what its series ${key} is of cannot be read any more`);
    return { identity, column };
  });
  columns.sort((a, b) => a.identity.key - b.identity.key);
  for (const [index, atMs] of chunk.atMs.entries()) {
    const values: SeriesValue[] = [];
    for (const { identity, column } of columns) {
      const stored = column[index];
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
