import type { MachineFacts } from '../../../core/contract/ipc.ts';
import { formatBytes } from '../../../core/format/quantities.ts';

export type ColumnId = 'processor' | 'gpu' | 'memory' | 'storage';

/** One thing about this machine: what it is, and under it whether it is fit to measure on. */
export interface MachineColumn {
  id: ColumnId;
  label: string;
  value: string;
  detail: string;
  health: { status: 'good' | 'doubtful' | 'bad' | 'plain'; title: string; detail: string };
}

/** With less free memory than this share, the system may move pages to disk in the middle of a measurement. */
const leastFreeShare = 0.1;

/** This machine in four columns, from what it says of itself. */
export function machineColumns(facts: MachineFacts): MachineColumn[] {
  return [processor(facts), gpu(facts), memory(facts), storage(facts)];
}

function processor({ fingerprint: { host } }: MachineFacts): MachineColumn {
  const threads = `${host.logicalCores} threads`;
  const detail = host.physicalCores === undefined ? threads : `${host.physicalCores} cores, ${threads}`;
  const governor = host.cpuGovernor;
  return {
    id: 'processor',
    label: 'Processor',
    value: host.processor,
    detail,
    health:
      governor === undefined
        ? { status: 'plain', title: 'Governor unknown', detail: 'this machine does not tell it' }
        : governor === 'performance'
          ? { status: 'good', title: 'Governor: performance', detail: 'the clock does not follow the load' }
          : { status: 'doubtful', title: `Governor: ${governor}`, detail: 'the clock follows the load' },
  };
}

function gpu({ fingerprint }: MachineFacts): MachineColumn {
  const { gpu: found } = fingerprint;
  if ('absent' in found && typeof found.absent === 'string') {
    return {
      id: 'gpu',
      label: 'GPU',
      value: 'No NVIDIA GPU found',
      detail: found.absent,
      health: { status: 'plain', title: 'Everything runs without it', detail: 'GPU figures say “not measured”' },
    };
  }
  const { driverVersion, names } = found as { driverVersion: string; names: string[] };
  return {
    id: 'gpu',
    label: names.length > 1 ? `${names.length} GPUs` : 'GPU 0',
    value: names[0] ?? 'unnamed',
    detail: `driver ${driverVersion}`,
    health: { status: 'good', title: 'GPU answers', detail: 'its readings stand beside every step' },
  };
}

function memory({ fingerprint: { host }, freeMemoryBytes }: MachineFacts): MachineColumn {
  const enough = freeMemoryBytes >= host.memoryBytes * leastFreeShare;
  return {
    id: 'memory',
    label: 'Memory',
    value: formatBytes(host.memoryBytes),
    detail: `${formatBytes(freeMemoryBytes)} free`,
    health: enough
      ? { status: 'good', title: 'Memory is free', detail: 'enough for the built-in models' }
      : { status: 'doubtful', title: 'Memory is short', detail: 'close what else runs' },
  };
}

function storage({ dataDirectory, storeFailure, configurationProblems, notices }: MachineFacts): MachineColumn {
  const place = {
    id: 'storage',
    label: 'Runs are stored in',
    value: dataDirectory,
    detail: 'SQLite, one commit a second',
  } as const;
  if (storeFailure !== undefined) {
    return { ...place, health: { status: 'bad', title: storeFailure.reason, detail: storeFailure.remedy } };
  }
  if (configurationProblems.length > 0) {
    return {
      ...place,
      health: {
        status: 'doubtful',
        title: `${configurationProblems.length} problems in the configuration`,
        detail: 'the bundled one is used instead',
      },
    };
  }
  if (notices.length > 0) {
    return { ...place, health: { status: 'doubtful', title: 'Found at the start', detail: notices.join(' ') } };
  }
  return { ...place, health: { status: 'good', title: 'Ready to store', detail: 'configuration is sound' } };
}
