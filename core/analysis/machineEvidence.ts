import type { Fingerprint } from '../contract/resultDocument.ts';
import {
  cpuReadingMs,
  type GpuPresence,
  type ProcessRole,
  type TelemetrySample,
} from '../contract/telemetryProtocol.ts';
import type { MeasuredWindow } from './measuredWindow.ts';
import type { StepEvidence } from './ValidityCheck.ts';

interface MachineObservation {
  samples: readonly TelemetrySample[];
  window: MeasuredWindow | undefined;
  gpu: GpuPresence;
  cpuGovernor?: string | undefined;
  /** Of a server that somebody else started: whether its processes are known, which are no foreign load. */
  server?: { found: boolean; isElsewhere?: boolean };
}

/** What telemetry and fingerprint say about the state of the machine while a step was measured. */
export function gatherMachineEvidence(
  observation: MachineObservation,
): Pick<StepEvidence, 'gpuClocks' | 'cpuGovernor' | 'otherLoad'> {
  const { samples, window, gpu, cpuGovernor, server } = observation;
  const within = window === undefined ? [] : samples.filter(({ atMs }) => atMs >= window.fromMs && atMs <= window.toMs);
  return {
    ...(cpuGovernor === undefined ? {} : { cpuGovernor }),
    ...(gpu.present ? { gpuClocks: gpuClocksOf(within) } : {}),
    ...(window === undefined ? {} : { otherLoad: otherLoadOf(within, window, server) }),
  };
}

const serverUnknown = { absent: 'the server’s own processes cannot be told from others' };

function gpuClocksOf(samples: readonly TelemetrySample[]): NonNullable<StepEvidence['gpuClocks']> {
  const readings = samples.flatMap(({ gpus }) => (gpus === undefined || gpus.length === 0 ? [] : [gpus]));
  const telling = readings.filter((gpus) => gpus.some(({ throttleReasons }) => throttleReasons !== undefined));
  if (telling.length === 0) {
    return { absent: readings.length === 0 ? 'no reading of the GPU' : 'the driver gives no reasons' };
  }
  const reasons = telling.map((gpus) => gpus.flatMap(({ throttleReasons }) => throttleReasons ?? []));
  return {
    readings: telling.length,
    throttled: reasons.filter((each) => each.length > 0).length,
    reasons: [...new Set(reasons.flat())],
  };
}

/** A process's reading reaches back half a second: those of before it would mix in what came before the window. */
function otherLoadOf(
  samples: readonly TelemetrySample[],
  window: MeasuredWindow,
  server: MachineObservation['server'],
): NonNullable<StepEvidence['otherLoad']> {
  if (server !== undefined && !server.found && server.isElsewhere !== true) return serverUnknown;
  const wanted: ProcessRole[] = server?.found === true ? ['product', 'engine'] : ['product'];
  const pairs = samples.flatMap((sample) => {
    const shares = wanted.map((one) => sample.processes.find(({ role }) => role === one)?.cpuPercent);
    const own = shares.reduce((sum, share) => (sum === undefined || share === undefined ? undefined : sum + share), 0);
    const all = sample.cpuTotalPercent;
    const isWithin = sample.atMs >= window.fromMs + cpuReadingMs;
    return own === undefined || all === undefined || !isWithin ? [] : [{ own, all }];
  });
  const cores = samples.find(({ cpuPerCorePercent }) => cpuPerCorePercent !== undefined)?.cpuPerCorePercent?.length;
  if (pairs.length === 0 || cores === undefined) return { absent: 'no sample of all processes fell into the window' };
  const meanPercent = pairs.reduce((sum, { own, all }) => sum + all - own, 0) / pairs.length;
  return { meanPercent, cores };
}

/** What was known of the GPUs of a stored run, from its fingerprint. */
export function gpuPresenceOf(gpu: Fingerprint['gpu']): GpuPresence {
  if (typeof gpu.absent === 'string') return { present: false, reason: gpu.absent };
  const { driverVersion, names } = gpu as { driverVersion: string; names: string[] };
  return { present: true, toolPath: 'nvidia-smi', driverVersion, names };
}
