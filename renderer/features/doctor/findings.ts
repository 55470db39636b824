import type { MachineFacts, PlanChoices } from '../../../core/contract/ipc.ts';
import { formatBytes } from '../../../core/format/formatBytes.ts';

/** One thing that was looked at: what was found, and what to do where that is not good. */
export interface Finding {
  name: string;
  status: 'good' | 'doubtful' | 'bad' | 'plain';
  found: string;
  advice?: string;
  /** To be run in a terminal. */
  command?: string;
}

const leastFreeShare = 0.1;

/** All that the window knows about this machine, in the order in which it matters for a measurement. */
export function findings(facts: MachineFacts, choices: PlanChoices | undefined): Finding[] {
  const { host, runtime, product } = facts.fingerprint;
  return [
    {
      name: 'Processor',
      status: 'good',
      found: `${host.processor}, ${host.physicalCores === undefined ? '' : `${host.physicalCores} cores, `}${host.logicalCores} threads`,
    },
    governor(facts),
    memory(facts),
    gpu(facts),
    {
      name: 'Targets',
      status: 'good',
      found: (choices?.targets ?? []).map((target) => `${target.name}: ${target.models.join(', ')}`).join('; '),
    },
    store(facts),
    ...configuration(facts),
    {
      name: 'Versions',
      status: 'plain',
      found: [
        `Inferneo Bench ${product.version}`,
        `Node ${runtime.node}`,
        ...(runtime.electron === undefined ? [] : [`Electron ${runtime.electron}`]),
        `${host.operatingSystem}, kernel ${host.kernel}`,
      ].join(' · '),
    },
  ];
}

function governor({ fingerprint: { host } }: MachineFacts): Finding {
  const name = 'CPU governor';
  if (host.cpuGovernor === undefined) {
    return { name, status: 'plain', found: 'This machine does not tell it, as virtual machines often do not.' };
  }
  return host.cpuGovernor === 'performance'
    ? { name, status: 'good', found: 'performance: the clock does not follow the load' }
    : {
        name,
        status: 'doubtful',
        found: `${host.cpuGovernor}: the clock follows the load, so that the first requests are slower`,
        advice: 'Set it to performance while measuring.',
        command: 'sudo cpupower frequency-set -g performance',
      };
}

function memory({ fingerprint: { host }, freeMemoryBytes }: MachineFacts): Finding {
  const found = `${formatBytes(freeMemoryBytes)} free of ${formatBytes(host.memoryBytes)}`;
  return freeMemoryBytes >= host.memoryBytes * leastFreeShare
    ? { name: 'Memory', status: 'good', found }
    : {
        name: 'Memory',
        status: 'doubtful',
        found,
        advice: 'Close what else runs: paging would show in every latency.',
      };
}

function gpu({ fingerprint }: MachineFacts): Finding {
  const { gpu: found } = fingerprint;
  return 'names' in found && Array.isArray(found.names)
    ? { name: 'GPU', status: 'good', found: `${found.names.join(', ')}, driver ${String(found.driverVersion)}` }
    : {
        name: 'GPU',
        status: 'plain',
        found: `No NVIDIA GPU found: ${String(found.absent)}`,
        advice: 'Everything runs without it; GPU figures say “not measured”.',
      };
}

function store({ dataDirectory, storeFailure, notices }: MachineFacts): Finding {
  if (storeFailure === undefined && notices.length > 0) {
    return { name: 'Data directory', status: 'doubtful', found: `${dataDirectory}: ${notices.join(' ')}` };
  }
  return storeFailure === undefined
    ? { name: 'Data directory', status: 'good', found: dataDirectory }
    : {
        name: 'Data directory',
        status: 'bad',
        found: `${dataDirectory}: ${storeFailure.reason}`,
        advice: storeFailure.remedy,
      };
}

function configuration({ configurationProblems }: MachineFacts): Finding[] {
  return configurationProblems.length === 0
    ? [{ name: 'Configuration', status: 'good', found: 'sound' }]
    : configurationProblems.map((problem, index) => ({
        name: `Configuration ${index + 1}`,
        status: 'doubtful' as const,
        found: `${problem.file}, ${problem.path === '' ? 'the file' : problem.path}: ${problem.message} (found ${problem.value})`,
        advice: problem.remedy,
      }));
}

/** The findings as plain text, one to a line, for a message to somebody who helps. */
export function findingsText(all: readonly Finding[]): string {
  return all
    .map(
      ({ status, name, found, advice }) => `[${status}] ${name}: ${found}${advice === undefined ? '' : ` ${advice}`}\n`,
    )
    .join('');
}
