import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Calibration } from '../../../core/contract/calibration.ts';
import {
  type ExecutionProvider,
  executionProviders,
  type ProviderProbe,
} from '../../../core/contract/executionProvider.ts';
import type { DoctorReport, DoctorRow, MachineFacts } from '../../../core/contract/ipc.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { formatBytes, formatRate } from '../../../core/format/quantities.ts';
import { failureOf } from '../sessions/FailureError.ts';
import { machineRows } from './machineRows.ts';

interface DoctorOptions {
  facts: MachineFacts;
  cacheDirectory: string;
  /** Tries a provider in a process of its own; never rejects. Absent while trying would disturb a run. */
  probe?(provider: ExecutionProvider): Promise<ProviderProbe>;
  /** Of before; undefined when the client was never calibrated on this machine. */
  storedCalibration(): Promise<Calibration | undefined>;
  /** Measures what the client can do. Absent while that would disturb a run. */
  calibrate?(): Promise<Calibration>;
}

/** What this machine has and what it lacks for a good measurement, each in a sentence with advice. */
export async function doctorReport(options: DoctorOptions): Promise<DoctorReport> {
  const { facts, cacheDirectory, probe, storedCalibration, calibrate } = options;
  const providers: ProviderProbe[] = [];
  // One after another: two drivers that come up at once may disturb each other.
  if (probe !== undefined) for (const provider of executionProviders) providers.push(await probe(provider));
  const engineRows = probe === undefined ? [notTried] : providers.map(providerRow);
  const client = await calibrationRow(storedCalibration, calibrate);
  return { rows: [...machineRows(facts), client, ...engineRows, await cacheRow(cacheDirectory)], providers };
}

const notTried: DoctorRow = {
  id: 'providers',
  name: 'Engine',
  status: 'absent',
  found: 'not tried while a run goes on, whose figures that would disturb',
  advice: 'Check again when it has ended.',
};

/** The weights of GPT-2 in full precision and in one variant. */
const wantedBytes = 1024 ** 3;

/** What the engine keeps in the cache directory, and whether there is room for more. */
async function cacheRow(directory: string): Promise<DoctorRow> {
  const row = { id: 'weights-cache', name: 'Weights cache' };
  try {
    const files = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isFile());
    const sizes = await Promise.all(files.map(async ({ name }) => (await stat(join(directory, name))).size));
    const { bavail, bsize } = await statfs(directory);
    const freeBytes = bavail * bsize;
    const heldBytes = sizes.reduce((sum, size) => sum + size, 0);
    const found = `${formatBytes(heldBytes)} in ${directory}, ${formatBytes(freeBytes)} free on its disk`;
    return freeBytes >= wantedBytes
      ? { ...row, status: 'good', found }
      : {
          ...row,
          status: 'attention',
          found,
          advice: 'Make room: a model’s weights take up to 0.5 GiB. All of this can be made again.',
        };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return { ...row, status: 'absent', found: `${directory} is made when a model is loaded for the first time` };
    }
    return {
      ...row,
      status: 'bad',
      found: `${directory} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      advice: 'Give yourself the right to it, or name another with INFERNEO_BENCH_CACHE.',
    };
  }
}

/** A timer or a scheduler that adds so much to a known time adds it to every latency. */
const tolerableMs = 1;

/**
 * What the client can do at most and costs at least with servers that speak OpenAI's protocol.
 *
 * @param calibrate absent while a run goes on; then the figures of before are told where there are any.
 */
export async function calibrationRow(
  stored: () => Promise<Calibration | undefined>,
  calibrate: (() => Promise<Calibration>) | undefined,
): Promise<DoctorRow> {
  const row = { id: 'client-openai', name: 'Client to OpenAI servers' };
  try {
    const calibration = calibrate === undefined ? await stored() : await calibrate();
    if (calibration === undefined) {
      return {
        ...row,
        status: 'absent',
        found: 'not measured while a run goes on, whose figures that would disturb',
        advice: 'Check again when it has ended.',
      };
    }
    const { streamed, whole, constantLatency } = calibration;
    const addedMs = constantLatency.measuredMs - constantLatency.plantedMs;
    const found = [
      `up to ${formatRate(streamed.ceilingPerSecond)} streamed and ${formatRate(whole.ceilingPerSecond)} whole`,
      `from ${formatLatency(streamed.floorMs)} and ${formatLatency(whole.floorMs)} a request`,
      `a server of ${formatLatency(constantLatency.plantedMs)} is measured as ${formatLatency(constantLatency.measuredMs)}`,
    ].join('; ');
    if (addedMs <= tolerableMs) return { ...row, status: 'good', found };
    return {
      ...row,
      status: 'attention',
      found,
      advice: 'Close what else runs, or set the processor’s governor to performance: the machine adds to each latency.',
    };
  } catch (error) {
    const { reason, remedy, detail } = failureOf(error);
    return { ...row, status: 'bad', found: reason, advice: remedy, ...(detail === undefined ? {} : { detail }) };
  }
}

const names: Readonly<Record<ExecutionProvider, string>> = {
  cpu: 'Engine on the CPU',
  cuda: 'Engine on CUDA',
  tensorrt: 'Engine on TensorRT',
  webgpu: 'Engine on WebGPU',
};

/** What a probe of an execution provider found. The processor must work; anything else may be absent. */
export function providerRow(probe: ProviderProbe): DoctorRow {
  const row = { id: `provider-${probe.provider}`, name: names[probe.provider] };
  const versions = probe.libraries.join(', ');
  if (!probe.works) {
    return {
      ...row,
      status: probe.provider === 'cpu' ? 'bad' : 'absent',
      found: probe.reason ?? 'it does not work, and the runtime does not say why',
      ...(probe.remedy === undefined ? {} : { advice: probe.remedy }),
      ...(probe.detail === undefined ? {} : { detail: probe.detail }),
    };
  }
  if (probe.software === true) {
    return {
      ...row,
      status: 'attention',
      found: `works, on ${probe.device ?? 'an emulation'}: an emulation on the processor, not a GPU (${versions})`,
      advice: 'Measure nothing with it but that it works; “auto” passes it over.',
    };
  }
  return {
    ...row,
    status: 'good',
    found: `works${probe.device === undefined ? '' : ` on ${probe.device}`} (${versions})`,
  };
}
