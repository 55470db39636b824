import type { ClockOrigin, LogLine } from './WorkerMessages.ts';

/**
 * Whose processes a group of figures is about: `engine` are those of the system under test, the embedded engine's or a
 * server's on this machine; `product` is all of this program, client and embedded engine included.
 */
export type ProcessRole = 'client' | 'engine' | 'product';

/** How far back a reading of a process's `cpuPercent` reaches, milliseconds: the kernel counts in ticks of 10 ms. */
export const cpuReadingMs = 500;

/** What telemetry reads beside the machine as a whole. */
export type TelemetrySource = 'nvidia-smi' | 'processes';

/** Why a source, or all of telemetry, gives nothing any more. */
export type TelemetryLosses = Partial<Record<TelemetrySource | 'telemetry', string>>;

export type TelemetryCommand =
  /** Look for GPUs once; answered by `gpuPresence` within 5 s, whatever nvidia-smi does. */
  | { type: 'probeGpu' }
  | { type: 'start'; clock: ClockOrigin; intervalMs: number }
  /** These processes and all that they start count to the role, instead of those of before. */
  | { type: 'watch'; role: ProcessRole; processIds: readonly number[] }
  /**
   * The processes that listen on a server's address, and all that they start, count to the role `engine`. Answered by
   * `serverProcesses`, and told anew when they end and others take their place.
   */
  | { type: 'watchServer'; url: string }
  | { type: 'unwatch'; role: ProcessRole }
  | { type: 'shutdown' };

export interface ProcessSample {
  role: ProcessRole;
  processes: number;
  /** 100 is one core. Absent in the first sample of a process. */
  cpuPercent?: number;
  residentBytes: number;
}

export interface GpuDeviceSample {
  index: number;
  uuid: string;
  name: string;
  utilizationPercent?: number;
  memoryUsedBytes?: number;
  memoryTotalBytes?: number;
  powerWatts?: number;
  temperatureCelsius?: number;
  smClockMhz?: number;
  throttleReasons?: string[];
}

export interface TelemetrySample {
  atMs: number;
  /** 100 is one core: a machine of 16 cores reaches 1600. Absent in the first sample. */
  cpuTotalPercent?: number;
  cpuPerCorePercent?: number[];
  memoryUsedBytes: number;
  memoryTotalBytes: number;
  /** Absent where the system does not tell it. */
  swapFreeBytes?: number;
  /**
   * What the control groups that this program lives in may still take, without counting files that the kernel can drop;
   * absent where none has a limit.
   */
  groupAvailableBytes?: number;
  /** Interface counters without loopback, bytes since the first sample; absent where the system does not tell them. */
  networkReceivedBytes?: number;
  networkSentBytes?: number;
  processes: ProcessSample[];
  /** Only when the GPUs answered within this sample's interval. */
  gpus?: GpuDeviceSample[];
}

export type GpuPresence =
  | { present: true; driverVersion: string; toolPath: string; names: string[] }
  | { present: false; reason: string };

/** Whether a server's processes are followed, or why they cannot be. `isElsewhere`: it runs on another machine. */
export type ServerProcesses = { found: true } | { found: false; reason: string; isElsewhere?: boolean };

export type TelemetryEvent =
  | { type: 'ready' }
  | { type: 'gpuPresence'; presence: GpuPresence }
  | { type: 'sample'; sample: TelemetrySample }
  | { type: 'serverProcesses'; url: string; processes: ServerProcesses }
  /** A source stopped answering or cannot be read here; sampling goes on without it. */
  | { type: 'sourceLost'; source: TelemetrySource; reason: string }
  | { type: 'log'; line: LogLine };
