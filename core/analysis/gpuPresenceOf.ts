import type { Fingerprint } from '../contract/resultDocument.ts';
import type { GpuPresence } from '../contract/telemetryProtocol.ts';

/** What was known of the GPUs of a stored run, from its fingerprint. */
export function gpuPresenceOf(gpu: Fingerprint['gpu']): GpuPresence {
  if (typeof gpu.absent === 'string') return { present: false, reason: gpu.absent };
  const { driverVersion, names } = gpu as { driverVersion: string; names: string[] };
  return { present: true, toolPath: 'nvidia-smi', driverVersion, names };
}
