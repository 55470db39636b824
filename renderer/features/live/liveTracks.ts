import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { decimalsFor } from '../../../core/format/decimalsFor.ts';
import { formatFixed } from '../../../core/format/formatFixed.ts';
import { latencyOrigin } from '../../../core/format/latencyOrigin.ts';
import { targetSlot } from '../../charts/targetSlot.ts';
import type { LinePoints, Track, TrackLine } from '../../charts/time/Track.ts';
import type { ColumnTable } from '../../state/live/ColumnTable.ts';
import type { StepSeries } from '../../state/live/StepSeries.ts';

const gpuSlot = 6;
const otherLoadSlot = 7;
const clientSlot = 8;
const gibibyte = 1 / 1024 ** 3;

const threeDigits = (value: number): string => formatFixed(value, decimalsFor(value));
const whole = (value: number): string => formatFixed(value, 0);
const tenths = (value: number): string => formatFixed(value, Number.isInteger(value) ? 0 : 1);
const hundredths = (value: number): string => formatFixed(value, 2);

function from<Name extends string>(table: ColumnTable<Name | 'seconds'>, name: Name): () => LinePoints {
  return () => ({ seconds: table.column('seconds'), values: table.column(name), count: table.count });
}

function line(
  id: string,
  name: string,
  slot: number,
  points: () => LinePoints,
  look: Partial<TrackLine> = {},
): TrackLine {
  return { id, name, slot, dash: 'solid', widthPx: 1.75, factor: 1, points, ...look };
}

/** The tracks of a step: its own figures first, then the machine's, GPU tracks only where there is a GPU. */
export function liveTracks(series: StepSeries, plan: PlannedStep, withGpu: boolean): Track[] {
  const { slices, seconds, machine } = series;
  const slot = targetSlot(plan.target);
  // A target that lives inside this client has no process of its own.
  const ownProcess = plan.engine !== 'dummy';
  return [
    {
      id: 'latency',
      title: 'Latency',
      unit: 'ms',
      heightPx: 152,
      intervals: 4,
      format: threeDigits,
      note: latencyOrigin(plan.load.loop),
      lines: [
        line('p99', 'p99', slot, from(slices, 'p99Ms'), { dash: 'dotted', widthPx: 1.5 }),
        line('p95', 'p95', slot, from(slices, 'p95Ms'), { dash: 'dashed', widthPx: 1.5 }),
        line('p50', 'p50', slot, from(slices, 'p50Ms'), { widthPx: 2.25 }),
      ],
    },
    {
      id: 'throughput',
      title: 'Throughput',
      unit: 'requests/s',
      heightPx: 72,
      intervals: 2,
      format: threeDigits,
      lines: [line('completed', 'completed', slot, from(seconds, 'completedPerSecond'))],
    },
    {
      id: 'inFlight',
      title: 'In flight',
      unit: 'requests',
      heightPx: 60,
      intervals: 2,
      format: tenths,
      lines: [line('inFlight', plan.target, slot, from(slices, 'inFlight'))],
    },
    ...(withGpu ? gpuTracks(machine) : []),
    {
      id: 'cpu',
      title: 'CPU',
      unit: '% of one core',
      heightPx: ownProcess ? 90 : 72,
      intervals: 2,
      format: whole,
      lines: [
        ...(ownProcess ? [line('engineCpu', plan.target, slot, from(machine, 'engineCpuPercent'))] : []),
        line('clientCpu', 'client', clientSlot, from(machine, 'clientCpuPercent')),
        line('totalCpu', 'whole machine', otherLoadSlot, from(machine, 'totalCpuPercent'), { widthPx: 1.25 }),
      ],
    },
    {
      id: 'memory',
      title: 'Memory',
      unit: 'GiB',
      heightPx: 72,
      intervals: 2,
      format: hundredths,
      lines: [
        ...(ownProcess
          ? [line('engineMemory', plan.target, slot, from(machine, 'engineMemoryBytes'), { factor: gibibyte })]
          : []),
        line('clientMemory', 'client', clientSlot, from(machine, 'clientMemoryBytes'), { factor: gibibyte }),
      ],
    },
  ];
}

function gpuTracks(machine: StepSeries['machine']): Track[] {
  return [
    {
      id: 'gpuUtilization',
      title: 'GPU utilisation',
      unit: '%',
      heightPx: 60,
      intervals: 2,
      format: whole,
      lines: [line('gpuUtilization', 'GPU 0', gpuSlot, from(machine, 'gpuUtilizationPercent'))],
    },
    {
      id: 'gpuPower',
      title: 'GPU power',
      unit: 'W',
      heightPx: 60,
      intervals: 2,
      format: whole,
      lines: [line('gpuPower', 'GPU 0', gpuSlot, from(machine, 'gpuPowerWatts'))],
    },
  ];
}
