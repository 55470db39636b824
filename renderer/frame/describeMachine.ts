import type { MachineFacts } from '../../core/contract/ipc.ts';

/** This machine at the foot of every screen: host, then GPU or processor. */
export function describeMachine(facts: MachineFacts | undefined): string[] {
  if (facts === undefined) {
    return [];
  }
  const { host, gpu } = facts.fingerprint;
  const names = 'names' in gpu && Array.isArray(gpu.names) ? (gpu.names as string[]) : [];
  const device = names[0] ?? 'no GPU';
  const driver = 'driverVersion' in gpu ? ` · driver ${String(gpu.driverVersion)}` : '';
  return [host.hostname, host.processor, `${device}${driver}`];
}
