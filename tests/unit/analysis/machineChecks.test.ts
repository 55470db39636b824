import { describe, expect, it } from 'vitest';
import { clockStep } from '../../../core/analysis/checks/clockStep.ts';
import { cpuGovernor } from '../../../core/analysis/checks/cpuGovernor.ts';
import { foreignLoad } from '../../../core/analysis/checks/foreignLoad.ts';
import { gpuThrottling } from '../../../core/analysis/checks/gpuThrottling.ts';
import { gatherMachineEvidence } from '../../../core/analysis/machineEvidence.ts';
import type { CheckOutcome } from '../../../core/analysis/ValidityCheck.ts';
import type { GpuDeviceSample, GpuPresence, TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { plainSpaces } from '../format/plainSpaces.ts';
import { stepEvidence } from './stepEvidence.ts';

function plain({ status, detail }: CheckOutcome): [string, string] {
  return [status, plainSpaces(detail)];
}

const gpu: GpuPresence = { present: true, driverVersion: '570', toolPath: '/usr/bin/nvidia-smi', names: ['GPU'] };
const window = { fromMs: 1000, toMs: 5000 };

function sampleAt(atMs: number, more: Partial<TelemetrySample> = {}): TelemetrySample {
  return { atMs, memoryUsedBytes: 1, memoryTotalBytes: 2, processes: [], ...more };
}

function reading(throttleReasons?: string[]): GpuDeviceSample[] {
  return [{ index: 0, uuid: 'GPU-1', name: 'GPU', ...(throttleReasons === undefined ? {} : { throttleReasons }) }];
}

describe('clock-step', () => {
  const at = (stepMs: number, windowMs = 4000) =>
    plain(clockStep.evaluate(stepEvidence({ wallClock: { stepMs, windowMs } })));

  it('passes what two clocks differ by chance, or what a time service corrects', () => {
    expect(at(0)).toEqual(['pass', 'none']);
    expect(at(-5)[0]).toBe('pass');
    expect(at(40, 100_000)[0]).toBe('pass');
  });

  it('warns of a step and fails a suspended machine, in both directions', () => {
    expect([at(6)[0], at(-60)[0], at(60, 100_000)[0]]).toEqual(['warn', 'warn', 'warn']);
    expect([at(1001)[0], at(-3_600_000)[0]]).toEqual(['fail', 'fail']);
    const { explanation } = clockStep.evaluate(stepEvidence({ wallClock: { stepMs: -60, windowMs: 4000 } }));
    expect(plainSpaces(explanation ?? '')).toBe('the time of day jumped back by 60.0 ms in a window of 4.0 s');
  });
});

describe('cpu-governor', () => {
  it('passes performance, warns of any other, says when nobody tells', () => {
    const at = (governor: string) => plain(cpuGovernor.evaluate(stepEvidence({ cpuGovernor: governor })));
    expect(at('performance')).toEqual(['pass', 'performance']);
    expect(at('powersave')).toEqual(['warn', 'powersave']);
    const { cpuGovernor: _, ...untold } = stepEvidence();
    expect(plain(cpuGovernor.evaluate(untold))).toEqual(['skipped', 'the system tells no governor']);
  });
});

describe('foreign-load', () => {
  it('judges what others use as a share of the whole machine', () => {
    const at = (meanPercent: number, cores: number) =>
      plain(foreignLoad.evaluate(stepEvidence({ otherLoad: { meanPercent, cores } })));
    expect(at(10, 2)).toEqual(['pass', '5.0 % of the machine']);
    expect(at(11, 2)[0]).toBe('warn');
    expect(at(51, 2)[0]).toBe('fail');
    expect(at(51, 16)[0]).toBe('pass');
    expect(at(-3, 2)).toEqual(['pass', '0 % of the machine']);
  });
});

describe('gpu-throttling', () => {
  it('warns of any reading with a reason and fails when most have one', () => {
    const at = (throttled: number, reasons: string[]) =>
      plain(gpuThrottling.evaluate(stepEvidence({ gpuClocks: { readings: 10, throttled, reasons } })));
    expect(at(0, [])).toEqual(['pass', 'full clocks']);
    expect(at(1, ['sw_power_cap'])).toEqual(['warn', '10 % of the time: power cap']);
    expect(at(6, ['hw_thermal_slowdown', 'sw_thermal_slowdown', 'later_reason'])).toEqual([
      'fail',
      '60 % of the time: heat, later reason',
    ]);
  });
});

describe('gatherMachineEvidence', () => {
  it('takes readings of the window alone, and of GPUs that give reasons', () => {
    const samples = [
      sampleAt(500, { gpus: reading(['sw_power_cap']) }),
      sampleAt(1500, { gpus: reading([]) }),
      sampleAt(2500, { gpus: reading(['hw_slowdown']) }),
      sampleAt(3500),
      sampleAt(6000, { gpus: reading(['sw_power_cap']) }),
    ];
    expect(gatherMachineEvidence({ samples, window, gpu }).gpuClocks).toEqual({
      readings: 2,
      throttled: 1,
      reasons: ['hw_slowdown'],
    });
    const silent = [sampleAt(1500, { gpus: reading() })];
    expect(gatherMachineEvidence({ samples: silent, window, gpu }).gpuClocks).toEqual({
      absent: 'the driver gives no reasons',
    });
  });

  it('takes this program off the load of the machine, from readings that lie in the window wholly', () => {
    const busy = (atMs: number, all: number, own: number): TelemetrySample =>
      sampleAt(atMs, {
        cpuTotalPercent: all,
        cpuPerCorePercent: [all / 2, all / 2],
        processes: [{ role: 'product', processes: 4, cpuPercent: own, residentBytes: 1 }],
      });
    const samples = [busy(1200, 200, 0), busy(1600, 110, 100), busy(2000, 130, 100), busy(9000, 200, 0)];
    const evidence = gatherMachineEvidence({
      samples,
      window,
      gpu: { present: false, reason: 'none' },
    });
    expect(evidence).toEqual({ otherLoad: { meanPercent: 20, cores: 2 } });
    expect(gatherMachineEvidence({ samples, window, gpu, server: { found: false } }).otherLoad).toEqual({
      absent: 'the server’s own processes cannot be told from others',
    });
    expect(gatherMachineEvidence({ samples: [], window, gpu }).otherLoad).toEqual({
      absent: 'no sample of all processes fell into the window',
    });
  });

  it('takes a server on this machine off too where its processes are known, and one elsewhere is no load here', () => {
    const share = (role: 'product' | 'engine', cpuPercent: number) => ({
      role,
      processes: 1,
      cpuPercent,
      residentBytes: 1,
    });
    const busy = (processes: TelemetrySample['processes']): TelemetrySample =>
      sampleAt(2000, { cpuTotalPercent: 150, cpuPerCorePercent: [75, 75], processes });
    const both = [busy([share('product', 30), share('engine', 100)])];
    const otherLoad = (samples: TelemetrySample[], server: { found: boolean; isElsewhere?: boolean }) =>
      gatherMachineEvidence({ samples, window, gpu, server }).otherLoad;
    expect(otherLoad(both, { found: true })).toEqual({ meanPercent: 20, cores: 2 });
    expect(otherLoad([busy([share('product', 30)])], { found: false, isElsewhere: true })).toEqual({
      meanPercent: 120,
      cores: 2,
    });
    // It was lost in between: what is not known is not foreign.
    expect(otherLoad([busy([share('product', 30)])], { found: true })).toHaveProperty('absent');
  });
});
