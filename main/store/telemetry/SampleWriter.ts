import type { GpuDeviceSample, ProcessSample, TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { encodeSampleChunk } from '../codec/sampleChunkCodec.ts';
import { sealOf } from '../seal.ts';
import type { Writes } from '../statements.ts';
import { type SeriesIdentity, type SeriesValue, seriesName } from './seriesIdentity.ts';

interface KnownSeries {
  key: number;
  /** Codes of a label's texts. */
  labels: Map<string, number>;
}

/** What has been written of a run: its series and the number of its chunks. */
interface Written {
  series: Map<string, KnownSeries>;
  chunks: number;
}

/** Writes the telemetry of one run, always inside the caller's transaction. */
export class SampleWriter {
  readonly #writes: Writes;
  readonly #runNumber: number;
  #committed: Written = { series: new Map(), chunks: 0 };
  #current: Written = this.#committed;

  constructor(writes: Writes, runNumber: number) {
    this.#writes = writes;
    this.#runNumber = runNumber;
  }

  /** Writes samples, at least one, as the run's next chunk. */
  write(samples: readonly TelemetrySample[]): void {
    this.#current = copyOf(this.#committed);
    const atMs = Float64Array.from(samples, (sample) => sample.atMs);
    const columns = new Map<number, Float64Array>();
    for (const [index, sample] of samples.entries()) {
      for (const { series, value } of valuesOfSample(sample)) {
        const known = this.#known(series);
        const column = columns.get(known.key) ?? new Float64Array(samples.length).fill(Number.NaN);
        columns.set(known.key, column);
        column[index] = typeof value === 'number' ? value : this.#code(known, value);
      }
    }
    this.#writes.insertSampleChunk.run({
      runNumber: this.#runNumber,
      position: this.#current.chunks,
      count: samples.length,
      fromMs: Math.min(...atMs),
      toMs: Math.max(...atMs),
      payload: encodeSampleChunk({ atMs, columns }),
    });
    this.#current.chunks += 1;
  }

  /** Says that the transaction was committed. Without it the next `write` starts from what was there before. */
  keep(): void {
    this.#committed = this.#current;
  }

  #known(series: SeriesIdentity): KnownSeries {
    const name = seriesName(series);
    const known = this.#current.series.get(name);
    if (known !== undefined) return known;
    const { lastInsertRowid } = this.#writes.insertSeries.run(
      this.#runNumber,
      series.subject,
      series.metric,
      series.kind,
    );
    const key = Number(lastInsertRowid);
    this.#writes.sealSeries.run(
      sealOf('series', key, this.#runNumber, series.subject, series.metric, series.kind),
      key,
    );
    const added = { key, labels: new Map<string, number>() };
    this.#current.series.set(name, added);
    return added;
  }

  #code(series: KnownSeries, text: string): number {
    const known = series.labels.get(text);
    if (known !== undefined) return known;
    const code = series.labels.size;
    this.#writes.insertSeriesLabel.run(series.key, code, text, sealOf('label', series.key, code, text));
    series.labels.set(text, code);
    return code;
  }
}

function copyOf(written: Written): Written {
  const series = new Map<string, KnownSeries>();
  for (const [name, { key, labels }] of written.series) series.set(name, { key, labels: new Map(labels) });
  return { series, chunks: written.chunks };
}

/** The names of a sample's plain numbers. A number added to the protocol does not compile until it is listed here. */
type NumberField<Sample> = { [Field in keyof Sample]-?: number extends Sample[Field] ? Field : never }[keyof Sample];
type FieldList<Sample, Apart> = Record<Exclude<NumberField<Required<Sample>>, Apart>, true>;

const machineFields = {
  cpuTotalPercent: true,
  memoryUsedBytes: true,
  memoryTotalBytes: true,
  swapFreeBytes: true,
  groupAvailableBytes: true,
  networkReceivedBytes: true,
  networkSentBytes: true,
} as const satisfies FieldList<TelemetrySample, 'atMs'>;

const processFields = {
  processes: true,
  cpuPercent: true,
  residentBytes: true,
} as const satisfies FieldList<ProcessSample, never>;

const gpuFields = {
  utilizationPercent: true,
  memoryUsedBytes: true,
  memoryTotalBytes: true,
  powerWatts: true,
  temperatureCelsius: true,
  smClockMhz: true,
} as const satisfies FieldList<GpuDeviceSample, 'index'>;

/** Takes a sample apart into values of series. What the sample lacks has no value. */
export function valuesOfSample(sample: TelemetrySample): SeriesValue[] {
  const values: SeriesValue[] = [];
  addNumbers(values, 'machine', machineFields, sample);
  for (const [core, percent] of (sample.cpuPerCorePercent ?? []).entries()) {
    addNumbers(values, `core:${core}`, { cpuPercent: true }, { cpuPercent: percent });
  }
  for (const process of sample.processes) addNumbers(values, `process:${process.role}`, processFields, process);
  for (const gpu of sample.gpus ?? []) {
    const subject = `gpu:${gpu.index}`;
    addLabel(values, subject, 'uuid', gpu.uuid);
    addLabel(values, subject, 'name', gpu.name);
    addNumbers(values, subject, gpuFields, gpu);
    if (gpu.throttleReasons !== undefined) {
      addLabel(values, subject, 'throttleReasons', JSON.stringify(gpu.throttleReasons));
    }
  }
  return values;
}

function addNumbers<Field extends string>(
  values: SeriesValue[],
  subject: string,
  fields: Record<Field, true>,
  sample: { [Name in NoInfer<Field>]?: number },
): void {
  for (const metric of Object.keys(fields) as Field[]) {
    const value = sample[metric];
    if (value !== undefined) values.push({ series: { subject, metric, kind: 'number' }, value });
  }
}

function addLabel(values: SeriesValue[], subject: string, metric: string, value: string): void {
  values.push({ series: { subject, metric, kind: 'label' }, value });
}
