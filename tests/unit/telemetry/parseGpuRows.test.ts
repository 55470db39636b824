import { describe, expect, it } from 'vitest';
import { refusedField } from '../../../main/telemetry/gpu/GpuSampler.ts';
import { parseCell, parseGpuRows, type SampledField, throttleReasons } from '../../../main/telemetry/gpu/gpuRows.ts';

const fields: SampledField[] = [
  'index',
  'uuid',
  'name',
  'utilization.gpu',
  'memory.used',
  'power.draw',
  'clocks_event_reasons.active',
];

describe('parseCell', () => {
  it('keeps a zero, reads hexadecimal masks, and takes every word for an absent figure as absent', () => {
    expect(parseCell('0')).toBe(0);
    expect(parseCell(' 39.32 ')).toBe(39.32);
    expect(parseCell('0x0000000000000004')).toBe(4);
    for (const word of [
      '[N/A]',
      'N/A',
      '[Not Supported]',
      '[Unknown Error]',
      '[GPU is lost]',
      '',
      'ERR!',
      '[Insufficient Permissions]',
    ]) {
      expect(parseCell(word), word).toBeUndefined();
    }
  });
});

describe('parseGpuRows', () => {
  it('takes columns by place and leaves out what a device does not give', () => {
    const csv =
      '0, GPU-1, NVIDIA L40S, 88, 5868, 329.51, 0x0000000000000004\r\n1, GPU-2, NVIDIA L40S, 0, 0, [N/A], 0x0000000000000001\n';
    expect(parseGpuRows(csv, fields)).toEqual([
      {
        index: 0,
        uuid: 'GPU-1',
        name: 'NVIDIA L40S',
        utilizationPercent: 88,
        memoryUsedBytes: 5868 * 1024 * 1024,
        powerWatts: 329.51,
        throttleReasons: ['sw_power_cap'],
      },
      { index: 1, uuid: 'GPU-2', name: 'NVIDIA L40S', utilizationPercent: 0, memoryUsedBytes: 0, throttleReasons: [] },
    ]);
  });

  it('leaves out what cannot be: what a driver prints when it could not read', () => {
    const asked: SampledField[] = ['index', 'uuid', 'name', 'utilization.gpu', 'memory.used', 'memory.total'];
    const more: SampledField[] = [...asked, 'power.draw', 'temperature.gpu', 'clocks.sm'];
    const device = { index: 0, uuid: 'GPU-1', name: 'L4' };
    expect(parseGpuRows('0, GPU-1, L4, 101, 24001, 24000, 4294967.29, 4294967295, 4294967295\n', more)).toEqual([
      { ...device, memoryTotalBytes: 24_000 * 1024 * 1024 },
    ]);
    expect(parseGpuRows('0, GPU-1, L4, -1, -1, -1, -1, -1, -1\n', more)).toEqual([device]);
    expect(parseGpuRows('0, GPU-1, L4, 100, 24000, 24000\n', asked)).toEqual([
      {
        ...device,
        utilizationPercent: 100,
        memoryUsedBytes: 24_000 * 1024 * 1024,
        memoryTotalBytes: 24_000 * 1024 * 1024,
      },
    ]);
  });

  it('passes over lines that are no row: error texts, event texts, rows of another query', () => {
    const csv =
      'Unable to determine the device handle for GPU0000:C3:00.0: GPU is lost.\n0, GPU-1, A\n\nXid 79, falls off, the bus, x, y, z, w\n';
    expect(parseGpuRows(csv, fields)).toEqual([]);
  });
});

describe('throttleReasons', () => {
  it('names every bit but idle', () => {
    expect(throttleReasons(0x1)).toEqual([]);
    expect(throttleReasons(0x4 + 0x20 + 0x80)).toEqual([
      'sw_power_cap',
      'sw_thermal_slowdown',
      'hw_power_brake_slowdown',
    ]);
  });
});

describe('refusedField', () => {
  it('finds the one field that a driver does not know, also in curly quotes', () => {
    expect(refusedField('Field "power.draw" is not a valid field to query.\n\n', fields)).toBe('power.draw');
    expect(refusedField('Field “power.draw” is not a valid field to query.', fields)).toBe('power.draw');
    expect(refusedField('0, GPU-1', fields)).toBeUndefined();
  });
});
