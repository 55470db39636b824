import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Calibration } from '../../../../core/contract/calibration.ts';
import type { ExecutionProvider, ProviderProbe } from '../../../../core/contract/executionProvider.ts';
import type { MachineFacts } from '../../../../core/contract/ipc.ts';
import { doctorLines } from '../../../../main/cli/commands/doctorCommand.ts';
import { calibrationRow, doctorReport, providerRow } from '../../../../main/run/doctor/doctorReport.ts';
import { FailureError } from '../../../../main/run/sessions/FailureError.ts';
import { plainSpaces } from '../../format/plainSpaces.ts';

const gibibyte = 1024 ** 3;
const facts: MachineFacts = {
  productVersion: '0.1.0',
  fingerprint: {
    product: { version: '0.1.0' },
    host: {
      hostname: 'bench',
      operatingSystem: 'Debian 12',
      kernel: '6.1',
      processor: 'AMD EPYC',
      physicalCores: 8,
      logicalCores: 16,
      memoryBytes: 64 * gibibyte,
      cpuGovernor: 'powersave',
    },
    gpu: { absent: 'nvidia-smi is not on PATH' },
    runtime: { node: '24.0.0' },
    engines: [],
    configurationHash: 'x',
  },
  freeMemoryBytes: 3 * gibibyte,
  dataDirectory: '/data',
  notices: [],
  configurationProblems: [],
};

function probe(provider: ExecutionProvider, more: Partial<ProviderProbe> = {}): ProviderProbe {
  return { provider, works: true, libraries: ['ONNX Runtime 1.30.0'], ...more };
}

const never = () => Promise.resolve(undefined);

function calibrationOf(measuredMs: number): Calibration {
  return {
    protocol: 'openai',
    measuredAt: '2026-01-01T00:00:00.000Z',
    machine: 'this one',
    streamed: { ceilingPerSecond: 5456.9, floorMs: 0.176 },
    whole: { ceilingPerSecond: 9760.4, floorMs: 0.115 },
    constantLatency: { plantedMs: 10, measuredMs },
  };
}

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'doctor-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('doctorReport', () => {
  it('tries every provider, one after the other, and gives advice where something is wrong', async () => {
    writeFileSync(join(directory, 'gpt2.weights'), 'x'.repeat(2048));
    const tried: string[] = [];
    let underWay = 0;
    const report = await doctorReport({
      facts,
      cacheDirectory: directory,
      storedCalibration: never,
      probe: async (provider) => {
        expect(underWay).toBe(0);
        underWay += 1;
        await Promise.resolve();
        underWay -= 1;
        tried.push(provider);
        return probe(provider, provider === 'cpu' ? {} : { works: false, reason: 'no library', remedy: 'Install it.' });
      },
    });
    expect(tried).toEqual(['cpu', 'cuda', 'tensorrt', 'webgpu']);
    const statuses = Object.fromEntries(report.rows.map(({ id, status }) => [id, status]));
    expect(statuses).toMatchObject({
      processor: 'good',
      'cpu-governor': 'attention',
      memory: 'attention',
      gpu: 'absent',
      'data-directory': 'good',
      configuration: 'good',
      'provider-cpu': 'good',
      'provider-cuda': 'absent',
    });
    const governor = report.rows.find(({ id }) => id === 'cpu-governor');
    expect(governor?.command).toBe('sudo cpupower frequency-set -g performance');
    expect(plainSpaces(report.rows.find(({ id }) => id === 'weights-cache')?.found ?? '')).toContain('2.00 KiB in');
    const text = doctorLines(report);
    for (const { name } of report.rows) expect(text).toContain(name);
    expect(text).toContain('Install it.');
  });

  it('tries nothing while a run goes on, and says so', async () => {
    const report = await doctorReport({ facts, cacheDirectory: directory, storedCalibration: never });
    expect(report.providers).toEqual([]);
    expect(report.rows.find(({ id }) => id === 'providers')?.found).toContain('while a run goes on');
  });

  it('says of a cache that is not there yet that it will be made', async () => {
    const { rows } = await doctorReport({
      facts,
      cacheDirectory: join(directory, 'none'),
      storedCalibration: never,
    });
    expect(rows.find(({ id }) => id === 'weights-cache')).toMatchObject({ status: 'absent' });
  });
});

describe('calibrationRow', () => {
  const none = () => Promise.resolve(undefined);

  it('measures what the client can do, and is wary where the machine adds to a known time', async () => {
    const row = await calibrationRow(none, () => Promise.resolve(calibrationOf(10.27)));
    expect(row.status).toBe('good');
    expect(plainSpaces(row.found)).toBe(
      'up to 5457/s streamed and 9760/s whole; from 0.176 ms and 0.115 ms a request; a server of 10.0 ms is measured as 10.3 ms',
    );
    const slow = await calibrationRow(none, () => Promise.resolve(calibrationOf(11.5)));
    expect(slow).toMatchObject({ status: 'attention', advice: expect.stringContaining('governor') });
  });

  it('tells the figures of before while a run goes on, where there are any', async () => {
    expect(await calibrationRow(none, undefined)).toMatchObject({ status: 'absent' });
    const stored = await calibrationRow(() => Promise.resolve(calibrationOf(10.1)), undefined);
    expect(stored).toMatchObject({ status: 'good' });
  });

  it('says why nothing could be measured', async () => {
    const failure = new FailureError({ reason: 'no port', remedy: 'Open one.' });
    const row = await calibrationRow(none, () => Promise.reject(failure));
    expect(row).toMatchObject({ status: 'bad', found: 'no port', advice: 'Open one.' });
  });
});

describe('providerRow', () => {
  it('is bad when even the processor does not work, and wary of emulations', () => {
    expect(providerRow(probe('cpu', { works: false, reason: 'broken' }))).toMatchObject({
      status: 'bad',
      found: 'broken',
    });
    expect(providerRow(probe('webgpu', { software: true, device: 'SwiftShader' }))).toMatchObject({
      status: 'attention',
      found: expect.stringContaining('SwiftShader: an emulation'),
    });
  });
});
