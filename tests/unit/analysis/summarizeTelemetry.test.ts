import { describe, expect, it } from 'vitest';
import { type StepTelemetry, summarizeTelemetry } from '../../../core/analysis/summarizeTelemetry.ts';
import type { GpuPresence, TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { SlidingRate } from '../../../main/telemetry/system/ProcessTree.ts';

const window = { fromMs: 2000, toMs: 4000 };

function telemetryOf(samples: readonly TelemetrySample[], more: Partial<StepTelemetry> = {}) {
  return summarizeTelemetry({
    samples,
    window,
    trendWindow: more.window ?? window,
    processes: { role: 'engine', of: 'engine process' },
    losses: {},
    gpu: { present: false, reason: 'no NVIDIA GPU found' },
    ok: 10,
    ...more,
  });
}

/** An engine that does nothing until an instant and then keeps one core busy, sampled as a telemetry process does. */
function busyFrom(busyFromMs: number, untilMs = 5000): TelemetrySample[] {
  const rate = new SlidingRate();
  return Array.from({ length: untilMs / 100 }, (_, index): TelemetrySample => {
    const atMs = index * 100;
    const cpuMs = Math.max(0, atMs - busyFromMs);
    const share = rate.add(atMs, cpuMs);
    return {
      atMs,
      memoryUsedBytes: 1,
      memoryTotalBytes: 2,
      processes: [
        {
          role: 'engine',
          processes: 1,
          residentBytes: 1000 + cpuMs,
          ...(share === undefined ? {} : { cpuPercent: share * 100 }),
        },
      ],
    };
  });
}

describe('summarizeTelemetry', () => {
  it('counts no processor time of before the window, over which a reading still reaches back', () => {
    const { cpu } = telemetryOf(busyFrom(window.fromMs));
    expect(cpu).toMatchObject({ meanPercent: 100, peakPercent: 100, requestsPerCpuSecond: 5 });
  });

  it('takes requests per second of processor time over idle phases as well, in which there is none of either', () => {
    const { cpu } = telemetryOf(busyFrom(4000, 6000), { window: { fromMs: 2000, toMs: 6000 } });
    if (cpu === undefined || 'absent' in cpu) throw new Error('CPU is absent');
    // Two of the four seconds are busy; readings reach back half a second, which moves the mean by a few per cent.
    expect(cpu.requestsPerCpuSecond).toBeGreaterThan(4.7);
    expect(cpu.requestsPerCpuSecond).toBeLessThan(5.3);
  });

  it('has no processor time of a window that a single reading does not fit into', () => {
    const short = { window: { fromMs: 2000, toMs: 2400 } };
    expect(telemetryOf(busyFrom(0), short).cpu).toEqual({
      absent: 'the measured 0.4 s are shorter than the 0.5 s that a reading of CPU time is over',
    });
    expect(telemetryOf(busyFrom(0), short).memory).toMatchObject({ peakBytes: 3400 });
  });

  it('takes no part of the window for the whole of it', () => {
    const lost = 'the telemetry process ended (SIGKILL)';
    const absent = { absent: `${lost}: samples cover 0.8 s of the measured 2.0 s` };
    const result = telemetryOf(busyFrom(0, 2900), { losses: { telemetry: lost } });
    expect(result.memory).toEqual(absent);
    expect(result.cpu).toEqual(absent);
  });

  it('keeps what was sampled to the end before telemetry was lost', () => {
    const { memory, cpu } = telemetryOf(busyFrom(0, 3900), {
      losses: { telemetry: 'the telemetry process ended (SIGKILL)' },
    });
    expect(memory).toMatchObject({ peakBytes: 4800 });
    expect(cpu).toMatchObject({ meanPercent: 100 });
  });

  it('tells how memory grows per hour, of a minute or more, with an interval that holds what was planted', () => {
    // A megabyte a minute, and a saw of garbage on top of it.
    const leaking = (seconds: number): TelemetrySample[] =>
      Array.from({ length: seconds * 10 }, (_, index) => ({
        atMs: index * 100,
        memoryUsedBytes: 1,
        memoryTotalBytes: 2,
        processes: [
          { role: 'engine', processes: 1, residentBytes: 1e8 + (index * 1e6) / 600 + ((index * 7919) % 100) * 1e4 },
        ],
      }));
    const long = telemetryOf(leaking(130), { window: { fromMs: 0, toMs: 120_000 } }).memory;
    if (long === undefined || 'absent' in long) throw new Error('memory is absent');
    expect(long.leakBytesPerHour).toBeGreaterThan(5.5e7);
    expect(long.leakBytesPerHour).toBeLessThan(6.5e7);
    const [low = Number.NaN, high = Number.NaN] = long.leakBytesPerHourInterval95 ?? [];
    expect(low).toBeLessThan(6e7);
    expect(high).toBeGreaterThan(6e7);
    const short = telemetryOf(leaking(60), { window: { fromMs: 0, toMs: 50_000 } }).memory;
    expect(short).not.toHaveProperty('leakBytesPerHour');
    expect(short).toMatchObject({ leakAbsent: '50.0 of 60 s that a trend of memory needs' });
  });

  it('says which source is missing', () => {
    const losses = {
      processes: 'processes: only Linux tells them, through /proc',
      'nvidia-smi': 'nvidia-smi: did not answer within 5 s',
    };
    const gpu: GpuPresence = { present: true, driverVersion: '595', toolPath: 'nvidia-smi', names: ['L40S'] };
    const reading = (atMs: number): TelemetrySample => ({
      atMs,
      memoryUsedBytes: 1,
      memoryTotalBytes: 2,
      processes: [],
      gpus: [{ index: 0, uuid: 'GPU-1', name: 'L40S', powerWatts: 300 }],
    });
    const none = telemetryOf([], { losses, gpu });
    expect(none.memory).toEqual({ absent: losses.processes });
    expect(none.cpu).toEqual({ absent: losses.processes });
    expect(none.gpu).toEqual({ absent: losses['nvidia-smi'] });
    const long = { window: { fromMs: 2000, toMs: 60_000 }, losses, gpu };
    expect(telemetryOf([reading(2500), reading(3500)], long).gpu).toEqual({
      absent: `${losses['nvidia-smi']}: samples cover 1.5 s of the measured 58.0 s`,
    });
    expect(telemetryOf([reading(2500), reading(59_500)], long).gpu).toMatchObject({ devices: [{ uuid: 'GPU-1' }] });
  });
});
