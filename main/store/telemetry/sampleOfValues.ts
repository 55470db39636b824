import type {
  GpuDeviceSample,
  ProcessRole,
  ProcessSample,
  TelemetrySample,
} from '../../../core/contract/telemetryProtocol.ts';
import type { SeriesValue } from './seriesIdentity.ts';

/**
 * Puts a sample together from its values, as `valuesOfSample` took it apart. Processes and GPUs come in the order in which
 * their series were first seen; an empty list of cores or GPUs reads back as absent, which means the same.
 */
export function sampleOfValues(atMs: number, values: Iterable<SeriesValue>): TelemetrySample {
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
