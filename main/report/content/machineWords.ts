import type { Fingerprint } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { displayText } from '../displayText.ts';

/** The machine in a few words: "AMD EPYC 9V74, 4 logical cores, no GPU". */
export function machineWords({ host, gpu }: Fingerprint): string {
  const cores = `${formatCount(host.logicalCores)} logical ${host.logicalCores === 1 ? 'core' : 'cores'}`;
  const names =
    'names' in gpu && Array.isArray(gpu.names) ? gpu.names.map((name) => displayText(String(name), 60)) : [];
  return [displayText(host.processor, 80), cores, names.length > 0 ? names.join(' and ') : 'no GPU'].join(', ');
}

/** Why no GPU was measured, or nothing where one was. */
export function gpuAbsence({ gpu }: Fingerprint): string | undefined {
  return 'absent' in gpu ? displayText(String(gpu.absent)) : undefined;
}
