import type { GpuDeviceSample } from '../../../core/contract/telemetryProtocol.ts';

/**
 * Fields of one reading. The names are nvidia-smi's; what it prints in a header may be another spelling, so that columns
 * are taken by their place. Older drivers know only `clocks_throttle_reasons.active`.
 */
export const sampledFields = [
  'index',
  'uuid',
  'name',
  'utilization.gpu',
  'memory.used',
  'memory.total',
  'power.draw',
  'temperature.gpu',
  'clocks.sm',
  'clocks_event_reasons.active',
  'clocks_throttle_reasons.active',
] as const;
export type SampledField = (typeof sampledFields)[number];

const bytesPerMebibyte = 1024 * 1024;
/** Ten times what any device has: only what a driver could not read is beyond. */
const mostWatts = 20_000;
const mostCelsius = 1000;
const mostMegahertz = 30_000;

/**
 * Devices from the CSV (no header, no units) of a query for `fields`. Lines that are not a row of it, such as event texts
 * printed in between, are passed over; a figure that the device does not give is left out, and so is one that cannot be: what
 * a driver prints when it could not read.
 */
export function parseGpuRows(csv: string, fields: readonly SampledField[]): GpuDeviceSample[] {
  return csv.split('\n').flatMap((line) => {
    const cells = line.trim().split(', ');
    if (cells.length !== fields.length) return [];
    const cell = (field: SampledField): string => cells[fields.indexOf(field)] ?? '';
    const index = parseCell(cell('index'));
    if (index === undefined) return [];
    const number = (field: SampledField, most = Number.POSITIVE_INFINITY): number | undefined => {
      const value = fields.includes(field) ? parseCell(cell(field)) : undefined;
      return value !== undefined && value >= 0 && value <= most ? value : undefined;
    };
    const mask = number('clocks_event_reasons.active') ?? number('clocks_throttle_reasons.active');
    const device: GpuDeviceSample = { index, uuid: cell('uuid').trim(), name: cell('name').trim() };
    const figures = {
      utilizationPercent: number('utilization.gpu', 100),
      memoryUsedBytes: inBytes(number('memory.used', number('memory.total'))),
      memoryTotalBytes: inBytes(number('memory.total')),
      powerWatts: number('power.draw', mostWatts),
      temperatureCelsius: number('temperature.gpu', mostCelsius),
      smClockMhz: number('clocks.sm', mostMegahertz),
    };
    for (const [name, value] of Object.entries(figures))
      if (value !== undefined) Object.assign(device, { [name]: value });
    if (mask !== undefined) device.throttleReasons = throttleReasons(mask);
    return [device];
  });
}

function inBytes(mebibytes: number | undefined): number | undefined {
  return mebibytes === undefined ? undefined : mebibytes * bytesPerMebibyte;
}

/**
 * A number of nvidia-smi's CSV, printed without units. Undefined for everything that is no single number: the many words
 * for "not here" such as `[N/A]`, `N/A`, `[Not Supported]`, `[Unknown Error]`, `[GPU is lost]`, and the empty cell. A zero
 * is a reading and stays one.
 */
export function parseCell(cell: string): number | undefined {
  const text = cell.trim();
  if (/^0x[0-9a-f]+$/i.test(text)) return Number(text);
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Bits of NVML's clock event reasons that mean a clock below what was asked for. Idle (0x1) is none. */
const reasons: readonly (readonly [bit: number, name: string])[] = [
  [0x2, 'applications_clocks_setting'],
  [0x4, 'sw_power_cap'],
  [0x8, 'hw_slowdown'],
  [0x10, 'sync_boost'],
  [0x20, 'sw_thermal_slowdown'],
  [0x40, 'hw_thermal_slowdown'],
  [0x80, 'hw_power_brake_slowdown'],
  [0x100, 'display_clock_setting'],
];

/** Names of the reasons that are set in the mask. */
export function throttleReasons(mask: number): string[] {
  return reasons.filter(([bit]) => Math.floor(mask / bit) % 2 === 1).map(([, name]) => name);
}
