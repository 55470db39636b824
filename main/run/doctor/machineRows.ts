import type { DoctorRow, MachineFacts } from '../../../core/contract/ipc.ts';
import { formatBytes } from '../../../core/format/quantities.ts';

/** With less free memory the system begins to page, which would show in every latency. */
const leastFreeShare = 0.1;

/** What is known of this machine and product without trying anything, in the order in which it matters for a measurement. */
export function machineRows(facts: MachineFacts): DoctorRow[] {
  const { host, runtime, product } = facts.fingerprint;
  const cores = host.physicalCores === undefined ? '' : `${host.physicalCores} cores, `;
  return [
    {
      id: 'processor',
      name: 'Processor',
      status: 'good',
      found: `${host.processor}, ${cores}${host.logicalCores} threads`,
    },
    governorRow(facts),
    memoryRow(facts),
    gpuRow(facts),
    dataRow(facts),
    ...configurationRows(facts),
    {
      id: 'versions',
      name: 'Versions',
      status: 'good',
      found: [
        `Inferneo Bench ${product.version}`,
        `Node ${runtime.node}`,
        ...(runtime.electron === undefined ? [] : [`Electron ${runtime.electron}`]),
        `${host.operatingSystem}, kernel ${host.kernel}`,
      ].join(' · '),
    },
  ];
}

function governorRow({ fingerprint: { host } }: MachineFacts): DoctorRow {
  const row = { id: 'cpu-governor', name: 'CPU governor' };
  if (host.cpuGovernor === undefined) {
    return { ...row, status: 'absent', found: 'This machine does not tell it, as virtual machines often do not.' };
  }
  if (host.cpuGovernor === 'performance') {
    return { ...row, status: 'good', found: 'performance: the clock does not follow the load' };
  }
  return {
    ...row,
    status: 'attention',
    found: `${host.cpuGovernor}: the clock follows the load, so that the first requests are slower`,
    advice: 'Set it to performance while measuring.',
    command: 'sudo cpupower frequency-set -g performance',
  };
}

function memoryRow({ fingerprint: { host }, freeMemoryBytes }: MachineFacts): DoctorRow {
  const row = {
    id: 'memory',
    name: 'Memory',
    found: `${formatBytes(freeMemoryBytes)} free of ${formatBytes(host.memoryBytes)}`,
  };
  return freeMemoryBytes >= host.memoryBytes * leastFreeShare
    ? { ...row, status: 'good' }
    : { ...row, status: 'attention', advice: 'Close what else runs: paging would show in every latency.' };
}

function gpuRow({ fingerprint: { gpu } }: MachineFacts): DoctorRow {
  const row = { id: 'gpu', name: 'GPU' };
  return 'names' in gpu && Array.isArray(gpu.names)
    ? { ...row, status: 'good', found: `${gpu.names.join(', ')}, driver ${String(gpu.driverVersion)}` }
    : {
        ...row,
        status: 'absent',
        found: `No NVIDIA GPU found: ${String(gpu.absent)}`,
        advice: 'Everything runs without it; GPU figures say “not measured”.',
      };
}

function dataRow({ dataDirectory, storeFailure, notices }: MachineFacts): DoctorRow {
  const row = { id: 'data-directory', name: 'Data directory' };
  if (storeFailure !== undefined) {
    return { ...row, status: 'bad', found: `${dataDirectory}: ${storeFailure.reason}`, advice: storeFailure.remedy };
  }
  return notices.length === 0
    ? { ...row, status: 'good', found: dataDirectory }
    : { ...row, status: 'attention', found: `${dataDirectory}: ${notices.join(' ')}` };
}

function configurationRows({ configurationProblems }: MachineFacts): DoctorRow[] {
  if (configurationProblems.length === 0) {
    return [{ id: 'configuration', name: 'Configuration', status: 'good', found: 'sound' }];
  }
  return configurationProblems.map((problem, index) => ({
    id: `configuration-${index + 1}`,
    name: `Configuration ${index + 1}`,
    status: 'attention',
    found: `${problem.file}, ${problem.path === '' ? 'the file' : problem.path}: ${problem.message} (found ${problem.value})`,
    advice: problem.remedy,
  }));
}
