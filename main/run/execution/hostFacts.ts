import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import si from 'systeminformation';
import type { Fingerprint } from '../../../core/contract/resultDocument.ts';
import type { GpuPresence } from '../../../core/contract/telemetryProtocol.ts';

/** The part of a fingerprint that holds for every run of this process. */
export type HostFacts = Pick<Fingerprint, 'product' | 'host' | 'runtime' | 'configurationHash'>;

/** What a run's fingerprint says of this machine's GPUs. */
export function gpuOfFingerprint(presence: GpuPresence): Fingerprint['gpu'] {
  return presence.present
    ? { driverVersion: presence.driverVersion, names: presence.names }
    : { absent: presence.reason };
}

/**
 * Facts of this machine, product and configuration that a run is compared by; GPUs and engines are added by the run. The
 * list of servers is no part of the configuration's hash: what of it a run used is its target.
 */
export async function hostFingerprint(
  productVersion: string,
  configurationTexts: Readonly<Record<string, string>>,
): Promise<HostFacts> {
  const [processor, memory, system] = await Promise.all([si.cpu(), si.mem(), si.osInfo()]);
  const hash = createHash('sha256');
  const { 'servers.json': _servers, ...texts } = configurationTexts;
  for (const file of Object.keys(texts).sort()) hash.update(`${file}\n${texts[file]}\n`);
  return {
    product: { version: productVersion },
    host: {
      hostname: hostname(),
      operatingSystem: [system.distro, system.release].filter((part) => part !== '').join(' '),
      kernel: system.kernel,
      processor: [processor.manufacturer, processor.brand].filter((part) => part !== '').join(' '),
      ...(processor.physicalCores > 0 ? { physicalCores: processor.physicalCores } : {}),
      logicalCores: processor.cores,
      memoryBytes: memory.total,
      ...(processor.governor === '' ? {} : { cpuGovernor: processor.governor }),
    },
    runtime: {
      node: process.versions.node,
      ...(process.versions.electron === undefined ? {} : { electron: process.versions.electron }),
    },
    configurationHash: hash.digest('hex'),
  };
}
