import type { Fingerprint } from '../../../core/contract/resultDocument.ts';
import type { GpuPresence } from '../../../core/contract/telemetryProtocol.ts';

/** What a run's fingerprint says of this machine's GPUs. */
export function gpuOfFingerprint(presence: GpuPresence): Fingerprint['gpu'] {
  return presence.present
    ? { driverVersion: presence.driverVersion, names: presence.names }
    : { absent: presence.reason };
}
