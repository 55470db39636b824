import { describe, expect, it } from 'vitest';
import { memoryLevelsOf, targetProcesses } from '../../../../core/analysis/memory/memoryLevels.ts';
import { memoryOf, trendWindowOf } from '../../../../core/analysis/memory/memoryOf.ts';
import type { GpuPresence, TelemetrySample } from '../../../../core/contract/telemetryProtocol.ts';
import { stepOf } from '../measurements.ts';

const gpu: GpuPresence = { present: true, driverVersion: '595', toolPath: 'nvidia-smi', names: ['L40S', 'L40S'] };
const engine = { role: 'engine', of: 'engine process' } as const;

function sample(atMs: number, residentBytes: number, onDevices?: readonly (number | undefined)[]): TelemetrySample {
  return {
    atMs,
    memoryUsedBytes: 1,
    memoryTotalBytes: 2,
    processes: [{ role: 'engine', processes: 1, residentBytes }],
    ...(onDevices === undefined
      ? {}
      : {
          gpus: onDevices.map((bytes, index) => ({
            index,
            uuid: `GPU-${index}`,
            name: 'L40S',
            ...(bytes === undefined ? {} : { memoryUsedBytes: bytes }),
          })),
        }),
  };
}

function observed(samples: readonly TelemetrySample[], toMs: number) {
  return { samples, window: { fromMs: 0, toMs }, processes: engine, losses: {}, gpu };
}

describe('memoryLevelsOf', () => {
  it('adds up what all GPUs have given out, of readings that tell it of each', () => {
    const samples = [
      sample(0, 10, [100, 200]),
      sample(100, 20, [100, undefined]),
      sample(200, 30, [150, 250]),
      sample(900, 999, [999, 999]),
    ];
    expect(memoryLevelsOf(observed(samples, 500))).toEqual({
      peakBytes: 30,
      meanBytes: 20,
      gpuPeakBytes: 400,
      gpuMeanBytes: 350,
    });
  });

  it('has no memory of GPUs that tell none, of a client that uses none, or after they were lost', () => {
    const samples = [sample(0, 10, [undefined]), sample(100, 10)];
    expect(memoryLevelsOf(observed(samples, 500))).toEqual({ peakBytes: 10, meanBytes: 10 });
    const telling = [sample(0, 10, [7]), sample(9000, 10)];
    const lost = { ...observed(telling, 9000), losses: { 'nvidia-smi': 'nvidia-smi: did not answer' } };
    expect(memoryLevelsOf(lost)).not.toHaveProperty('gpuPeakBytes');
    const client = { ...sample(0, 10, [7]), processes: [{ role: 'client' as const, processes: 1, residentBytes: 5 }] };
    const dummy = { ...observed([client], 500), processes: { role: 'client', of: 'client process' } as const };
    expect(memoryLevelsOf(dummy)).toEqual({ peakBytes: 5, meanBytes: 5 });
  });
});

describe('memoryOf', () => {
  /** 120 s: idle, growing by 1000 bytes a second while it warms up, then by 10, and giving all back at the end. */
  const samples = Array.from({ length: 1200 }, (_, index) => {
    const second = index / 10;
    const grown = second < 20 ? 1000 * second : 20_000 + 10 * (second - 20);
    return sample(index * 100, 1_000_000 + (second < 100 ? grown : 0));
  });
  const profile = stepOf({
    phases: [
      { name: 'warm', durationSeconds: 20, concurrency: 4 },
      { name: 'steady', durationSeconds: 80, concurrency: 4 },
      { name: 'idle', durationSeconds: 20, concurrency: 0 },
    ],
  });
  const window = { fromMs: 0, toMs: 120_000 };

  it('takes the trend of a memory profile over its steady phase alone', () => {
    const memory = memoryOf(observed(samples, 120_000), trendWindowOf(profile, window, 0));
    expect(memory).toMatchObject({
      leakBytesPerHour: expect.closeTo(36_000, 3),
      leakBytesPerHourInterval95: [expect.closeTo(36_000, 3), expect.closeTo(36_000, 3)],
    });
    expect(memory).not.toHaveProperty('leakAbsent');
  });

  it('says why there is no trend', () => {
    const leakAbsent = (trendWindow: Parameters<typeof memoryOf>[1]): unknown => {
      const memory = memoryOf(observed(samples, 120_000), trendWindow);
      expect(memory).not.toHaveProperty('leakBytesPerHour');
      return 'absent' in memory ? undefined : memory.leakAbsent;
    };
    const day = stepOf({ loop: 'open', ratePerSecond: 1, traffic: { kind: 'day' } });
    const burst = stepOf({ phases: [{ name: 'base', durationSeconds: 120, ratePerSecond: 3 }] });
    expect(leakAbsent({ fromMs: 0, toMs: 59_000 })).toBe('59.0 of 60 s that a trend of memory needs');
    expect(leakAbsent(trendWindowOf(day, window, 0))).toBe('the load changes over the step, and memory with it');
    expect(leakAbsent(trendWindowOf(burst, window, 0))).toBe(
      'the load changes from phase to phase, and memory with it',
    );
    expect(leakAbsent(trendWindowOf(profile, { fromMs: 0, toMs: 15_000 }, 0))).toBe('the steady phase was not reached');
    expect(leakAbsent(trendWindowOf(profile, window, undefined))).toMatch(/before it could tell/);
    const few = observed(
      samples.filter(({ atMs }) => atMs % 10_000 === 0),
      120_000,
    );
    expect(memoryOf(few, window)).toMatchObject({ leakAbsent: '12 of 20 values of memory' });
  });

  it('cuts the steady phase where a step was stopped in it', () => {
    expect(trendWindowOf(profile, { fromMs: 5, toMs: 50_000 }, 5)).toEqual({ fromMs: 20_005, toMs: 50_000 });
    expect(trendWindowOf(stepOf(), window, undefined)).toEqual(window);
  });

  it('says whose the GPUs’ memory is', () => {
    const memory = memoryOf(observed([sample(0, 1, [5, 6])], 500), window);
    expect(memory).toMatchObject({ gpuPeakBytes: 11, gpuOf: 'the devices as a whole, whoever uses them' });
  });
});

describe('targetProcesses', () => {
  it('are the engine’s, a server’s that were found, or the client’s', () => {
    const server = stepOf({}, { engine: 'openai', url: 'http://127.0.0.1:8000' });
    expect(targetProcesses(stepOf(), undefined)).toEqual(engine);
    expect(targetProcesses(stepOf({}, { engine: 'dummy' }), undefined)).toMatchObject({ role: 'client' });
    expect(targetProcesses(server, { found: true })).toEqual({ role: 'engine', of: 'server processes' });
    expect(targetProcesses(server, { found: false, reason: 'it is on another machine' })).toEqual({
      absent: 'it is on another machine',
    });
    expect(targetProcesses(server, undefined)).toEqual({ absent: 'which processes the server has is not known' });
  });
});
