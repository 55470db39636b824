import type { GpuDeviceSample, ProcessSample, TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import type { SeriesValue } from './seriesIdentity.ts';

/** The names of a sample's plain numbers. A number added to the protocol does not compile until it is listed here. */
type NumberField<Sample> = { [Field in keyof Sample]-?: number extends Sample[Field] ? Field : never }[keyof Sample];
type FieldList<Sample, Apart> = Record<Exclude<NumberField<Required<Sample>>, Apart>, true>;

export const machineFields = {
  cpuTotalPercent: true,
  memoryUsedBytes: true,
  memoryTotalBytes: true,
  swapFreeBytes: true,
  groupAvailableBytes: true,
  networkReceivedBytes: true,
  networkSentBytes: true,
} as const satisfies FieldList<TelemetrySample, 'atMs'>;

export const processFields = {
  processes: true,
  cpuPercent: true,
  residentBytes: true,
} as const satisfies FieldList<ProcessSample, never>;

export const gpuFields = {
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
