import {
  type ExecutionProvider,
  executionProviders,
  type ProviderProbe,
} from '../../../core/contract/executionProvider.ts';
import type { DoctorReport, DoctorRow, MachineFacts } from '../../../core/contract/ipc.ts';
import { cacheRow } from './cacheRow.ts';
import { machineRows } from './machineRows.ts';
import { providerRow } from './providerRow.ts';

export interface DoctorOptions {
  facts: MachineFacts;
  cacheDirectory: string;
  /** Tries a provider in a process of its own; never rejects. Absent while trying would disturb a run. */
  probe?(provider: ExecutionProvider): Promise<ProviderProbe>;
}

/** What this machine has and what it lacks for a good measurement, each in a sentence with advice. */
export async function doctorReport({ facts, cacheDirectory, probe }: DoctorOptions): Promise<DoctorReport> {
  const providers: ProviderProbe[] = [];
  // One after another: two drivers that come up at once may disturb each other.
  if (probe !== undefined) for (const provider of executionProviders) providers.push(await probe(provider));
  const engineRows = probe === undefined ? [notTried] : providers.map(providerRow);
  return { rows: [...machineRows(facts), ...engineRows, await cacheRow(cacheDirectory)], providers };
}

const notTried: DoctorRow = {
  id: 'providers',
  name: 'Engine',
  status: 'absent',
  found: 'not tried while a run goes on, whose figures that would disturb',
  advice: 'Check again when it has ended.',
};
