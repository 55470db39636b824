import type { Calibration } from '../../../core/contract/calibration.ts';
import {
  type ExecutionProvider,
  executionProviders,
  type ProviderProbe,
} from '../../../core/contract/executionProvider.ts';
import type { DoctorReport, DoctorRow, MachineFacts } from '../../../core/contract/ipc.ts';
import { cacheRow } from './cacheRow.ts';
import { calibrationRow } from './calibrationRow.ts';
import { machineRows } from './machineRows.ts';
import { providerRow } from './providerRow.ts';

export interface DoctorOptions {
  facts: MachineFacts;
  cacheDirectory: string;
  /** Tries a provider in a process of its own; never rejects. Absent while trying would disturb a run. */
  probe?(provider: ExecutionProvider): Promise<ProviderProbe>;
  /** Of before; undefined when the client was never calibrated on this machine. */
  storedCalibration(): Promise<Calibration | undefined>;
  /** Measures what the client can do. Absent while that would disturb a run. */
  calibrate?(): Promise<Calibration>;
}

/** What this machine has and what it lacks for a good measurement, each in a sentence with advice. */
export async function doctorReport(options: DoctorOptions): Promise<DoctorReport> {
  const { facts, cacheDirectory, probe, storedCalibration, calibrate } = options;
  const providers: ProviderProbe[] = [];
  // One after another: two drivers that come up at once may disturb each other.
  if (probe !== undefined) for (const provider of executionProviders) providers.push(await probe(provider));
  const engineRows = probe === undefined ? [notTried] : providers.map(providerRow);
  const client = await calibrationRow(storedCalibration, calibrate);
  return { rows: [...machineRows(facts), client, ...engineRows, await cacheRow(cacheDirectory)], providers };
}

const notTried: DoctorRow = {
  id: 'providers',
  name: 'Engine',
  status: 'absent',
  found: 'not tried while a run goes on, whose figures that would disturb',
  advice: 'Check again when it has ended.',
};
