import type {
  GpuDeviceSample,
  ProcessRole,
  ProcessSample,
  TelemetrySample,
} from '../../../core/contract/telemetryProtocol.ts';
import { DamagedChunk } from '../codec/chunkFrame.ts';
import { decodeSampleChunk, type SampleChunk } from '../codec/sampleChunkCodec.ts';
import { damagedChunkFailure } from '../damagedChunkFailure.ts';
import { sealOf } from '../seal.ts';
import type { Reads, SeriesRow } from '../statements.ts';
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

/**
 * Puts a sample together from its values, as `valuesOfSample` took it apart. Processes and GPUs come in the order in which
 * their series were first seen; an empty list of cores or GPUs reads back as absent, which means the same.
 */
function sampleOfValues(atMs: number, values: Iterable<SeriesValue>): TelemetrySample {
  const machine: Record<string, number | string> = {};
  const cores: number[] = [];
  const processes = new Map<string, Record<string, number | string>>();
  const gpus = new Map<string, Record<string, number | string>>();
  for (const { series, value } of values) {
    const [group, which = ''] = series.subject.split(':');
    if (group === 'core') cores[Number(which)] = value as number;
    else if (group === 'process') fieldsOf(processes, which)[series.metric] = value;
    else if (group === 'gpu') fieldsOf(gpus, which)[series.metric] = value;
    else machine[series.metric] = value;
  }
  // The fields were taken from a sample of this very shape, so they make one again.
  const sample = {
    atMs,
    ...machine,
    processes: [...processes].map(([role, fields]) => ({ role: role as ProcessRole, ...fields }) as ProcessSample),
  } as TelemetrySample;
  if (cores.length > 0) sample.cpuPerCorePercent = cores;
  if (gpus.size > 0) sample.gpus = [...gpus].map(([index, fields]) => gpuOf(Number(index), fields));
  return sample;
}

function fieldsOf<Value>(groups: Map<string, Record<string, Value>>, which: string): Record<string, Value> {
  const known = groups.get(which);
  if (known !== undefined) return known;
  const fields: Record<string, Value> = {};
  groups.set(which, fields);
  return fields;
}

function gpuOf(index: number, fields: Record<string, number | string>): GpuDeviceSample {
  const { throttleReasons, ...others } = fields;
  const gpu = { index, ...others } as GpuDeviceSample;
  if (throttleReasons !== undefined) gpu.throttleReasons = JSON.parse(String(throttleReasons)) as string[];
  return gpu;
}
