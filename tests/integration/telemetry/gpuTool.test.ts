import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GpuDeviceSample } from '../../../core/contract/telemetryProtocol.ts';
import { GpuSampler } from '../../../main/telemetry/gpu/GpuSampler.ts';
import { parseGpuRows } from '../../../main/telemetry/gpu/gpuRows.ts';
import { callNvidiaSmi, findGpus } from '../../../main/telemetry/gpu/nvidiaSmi.ts';

// There is no GPU on a machine that runs these tests: a shell script stands in for nvidia-smi and says what real ones said.
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-smi-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function tool(script: string): string {
  const path = join(directory, 'nvidia-smi');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('findGpus', () => {
  it('says that nvidia-smi is not there', async () => {
    expect(await findGpus([join(directory, 'nvidia-smi')])).toEqual({
      present: false,
      reason: 'nvidia-smi is not on PATH',
    });
  });

  it('quotes what the tool says when the driver is missing', async () => {
    tool('echo "NVIDIA-SMI has failed because it couldn\'t communicate with the NVIDIA driver."; exit 9');
    expect(await findGpus([join(directory, 'nvidia-smi')])).toEqual({
      present: false,
      reason: "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
    });
  });

  it('finds devices and the driver, also beside an error of another device', async () => {
    const path = tool('echo "Unable to determine the device handle"; echo "595.80, NVIDIA L40S"; exit 15');
    expect(await findGpus([join(directory, 'nvidia-smi')])).toEqual({
      present: true,
      driverVersion: '595.80',
      toolPath: path,
      names: ['NVIDIA L40S'],
    });
  });
});

describe('callNvidiaSmi', () => {
  it('answers when the tool hangs and ignores being asked to end', async () => {
    const answer = await callNvidiaSmi(tool("trap '' TERM; while :; do sleep 1; done"), [], 100);
    expect(answer).toMatchObject({ exitCode: null, problem: 'did not answer within 0.1 s' });
  });
});

describe('GpuSampler', () => {
  it('drops a field that the driver does not know and reads the rest', async () => {
    const path = tool(
      'case "$1" in *clocks_event_reasons*) echo "Field \\"clocks_event_reasons.active\\" is not a valid field to query."; exit 2;; ' +
        '*) echo "0, GPU-1, NVIDIA A, 5, 100, 8192, 39.32, 40, 300, 0x0000000000000004";; esac',
    );
    const devices = await new Promise<GpuDeviceSample[]>((resolve, reject) => {
      const sampler = new GpuSampler(
        path,
        (reading) => {
          sampler.close();
          resolve(reading);
        },
        reject,
      );
    });
    expect(devices).toMatchObject([
      { index: 0, powerWatts: 39.32, smClockMhz: 300, throttleReasons: ['sw_power_cap'] },
    ]);
  });
});

const recordings = resolve(import.meta.dirname, '../../../../shared/nvidia-smi');
describe.skipIf(!existsSync(recordings))(
  'recorded output of real machines (skipped where the recordings are absent)',
  () => {
    it('gives a device with memory, temperature and clock from every one', () => {
      const files = readdirSync(recordings).filter((name) => name.endsWith('.txt'));
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const lines = readFileSync(join(recordings, file), 'utf8').split('\n');
        const command = lines.findIndex((line) => /^# \$ nvidia-smi --query-gpu=\S+ --format=csv$/.test(line));
        const header = /--query-gpu=(\S+)/.exec(lines[command] ?? '')?.[1]?.split(',') ?? [];
        const row = lines
          .slice(command + 2)
          .find((line) => line.split(', ').length === header.length && !line.startsWith('timestamp'));
        const wanted = ['index', 'uuid', 'name', 'memory.used', 'temperature.gpu', 'clocks.current.sm'];
        const cells = (row ?? '').split(', ');
        const csv = wanted.map((name) => (cells[header.indexOf(name)] ?? '').replace(/ (MiB|MHz)$/, '')).join(', ');
        const [device] = parseGpuRows(csv, ['index', 'uuid', 'name', 'memory.used', 'temperature.gpu', 'clocks.sm']);
        expect(device, file).toBeDefined();
        expect(device?.temperatureCelsius, file).toBeGreaterThan(10);
        expect(device?.smClockMhz, file).toBeGreaterThan(0);
      }
    });
  },
);
