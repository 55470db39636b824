import type { HostFacts } from '../../../main/run/execution/hostFacts.ts';
import type { WorkerScript } from './ScriptedWorkers.ts';

export const host: HostFacts = {
  product: { version: '0' },
  host: { hostname: 'h', operatingSystem: 'o', kernel: 'k', processor: 'p', logicalCores: 2, memoryBytes: 1 },
  runtime: { node: '24' },
  configurationHash: 'c',
};

/** Takes everything. */
export const store: WorkerScript = (command, { tell }) => {
  if (command.type === 'open') tell({ type: 'opened', databasePath: 'd', interruptedRuns: [] });
  if (command.type === 'call')
    tell({ type: 'answer', id: command.id, result: command.name === 'createRun' ? { number: 1 } : undefined });
};

/** Of a machine without a GPU, on which no server runs. */
export const telemetry: WorkerScript = (command, { tell }) => {
  if (command.type === 'watchServer') {
    tell({ type: 'serverProcesses', url: command.url, processes: { found: false, reason: 'not here' } });
  }
  if (command.type === 'probeGpu') tell({ type: 'gpuPresence', presence: { present: false, reason: 'no GPU' } });
};
