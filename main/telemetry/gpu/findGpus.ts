import { accessSync, constants } from 'node:fs';
import type { GpuPresence } from '../../../core/contract/telemetryProtocol.ts';
import { callNvidiaSmi, type ToolAnswer } from './callNvidiaSmi.ts';

const probeDeadlineMs = 4000;

/**
 * Looks for NVIDIA GPUs by calling the nvidia-smi that there is among the candidate paths. The reason for their absence is the tool's own first line
 * where it says one: it knows best whether the driver, a library or the device is missing.
 */
export async function findGpus(candidates: readonly string[]): Promise<GpuPresence> {
  const found = candidates.filter(isExecutable);
  if (found.length === 0) return { present: false, reason: 'nvidia-smi is not on PATH' };
  let reason = '';
  for (const path of found) {
    const answer = await callNvidiaSmi(
      path,
      ['--query-gpu=driver_version,name', '--format=csv,noheader'],
      probeDeadlineMs,
    );
    const rows = answer.standardOutput.split('\n').flatMap((line) => {
      const [driverVersion, ...name] = line.trim().split(', ');
      return driverVersion !== undefined && /^\d[\d.]*$/.test(driverVersion) && name.length > 0
        ? [{ driverVersion, name: name.join(', ') }]
        : [];
    });
    const [first] = rows;
    if (first !== undefined) {
      return { present: true, driverVersion: first.driverVersion, toolPath: path, names: rows.map(({ name }) => name) };
    }
    reason ||= whyNone(answer);
  }
  return { present: false, reason };
}

function whyNone({ standardOutput, standardError, exitCode, problem }: ToolAnswer): string {
  if (problem !== undefined) return `nvidia-smi ${problem}`;
  const said = [standardOutput, standardError]
    .join('\n')
    .split('\n')
    .find((line) => line.trim() !== '');
  return said === undefined
    ? `nvidia-smi ended with exit code ${exitCode} and said nothing`
    : said.trim().slice(0, 300);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
