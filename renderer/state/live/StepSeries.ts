import type { LiveBucket } from '../../../core/contract/runnerProtocol.ts';
import type { ProcessRole, TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';

const sliceColumns = ['seconds', 'p50Ms', 'p95Ms', 'p99Ms', 'inFlight'] as const;
const secondColumns = ['seconds', 'takenPerSecond', 'completedPerSecond', 'failed', 'tokensPerSecond'] as const;
const machineColumns = [
  'seconds',
  'engineCpuPercent',
  'clientCpuPercent',
  'totalCpuPercent',
  'engineMemoryBytes',
  'clientMemoryBytes',
  'receivedBytesPerSecond',
  'sentBytesPerSecond',
  'gpuUtilizationPercent',
  'gpuPowerWatts',
  'gpuMemoryBytes',
] as const;

/** Something that happened during the step and is drawn in the lane under the phase bar. */
interface StepEvent {
  kind: 'failures' | 'gap';
  fromSeconds: number;
  toSeconds: number;
  text: string;
}

/** A reading that comes this many times later than usual leaves a gap in the line. */
const lateReading = 3;

/**
 * Everything drawn over time for one step; seconds count from the step's start. Percentiles stand per slice as they
 * came, since percentiles cannot be merged; counts are summed to whole seconds. Requests taken are those that were sent, and
 * of a schedule those that were dropped after they had waited for too long.
 */
export class StepSeries {
  readonly slices = new ColumnTable(sliceColumns);
  readonly seconds = new ColumnTable(secondColumns);
  readonly machine = new ColumnTable(machineColumns);
  readonly events: StepEvent[] = [];
  sliceMs = 0;
  private readonly startMs: number;
  private open = { second: -1, taken: 0, completed: 0, failed: 0, outputTokens: 0 };
  private inFlight = 0;
  private earlier: TelemetrySample | undefined;
  private usualIntervalMs = Number.POSITIVE_INFINITY;

  constructor(startMs: number) {
    this.startMs = startMs;
  }

  addBucket(bucket: LiveBucket): void {
    const middleSeconds = ((bucket.fromMs + bucket.toMs) / 2 - this.startMs) / 1000;
    this.sliceMs = bucket.toMs - bucket.fromMs;
    this.slices.push({
      seconds: middleSeconds,
      inFlight: bucket.inFlight,
      ...(bucket.p50Ms === undefined ? {} : { p50Ms: bucket.p50Ms }),
      ...(bucket.p95Ms === undefined ? {} : { p95Ms: bucket.p95Ms }),
      ...(bucket.p99Ms === undefined ? {} : { p99Ms: bucket.p99Ms }),
    });
    this.count(Math.floor(middleSeconds), bucket);
    if (bucket.failed > 0) {
      this.addFailures(bucket);
    }
  }

  addTelemetry(sample: TelemetrySample): void {
    const seconds = (sample.atMs - this.startMs) / 1000;
    const earlier = this.earlier;
    const intervalMs = earlier === undefined ? 0 : sample.atMs - earlier.atMs;
    if (earlier !== undefined && intervalMs > this.usualIntervalMs * lateReading) {
      const fromSeconds = (earlier.atMs - this.startMs) / 1000;
      this.machine.push({ seconds: (fromSeconds + seconds) / 2 });
      this.events.push({ kind: 'gap', fromSeconds, toSeconds: seconds, text: 'no machine reading' });
    }
    if (intervalMs > 0) {
      this.usualIntervalMs = Math.min(this.usualIntervalMs, intervalMs);
    }
    this.machine.push({ seconds, ...machineRow(sample, earlier) });
    this.earlier = sample;
  }

  private count(second: number, bucket: LiveBucket): void {
    if (this.open.second >= 0 && second !== this.open.second) {
      this.seconds.push({
        seconds: this.open.second + 0.5,
        takenPerSecond: this.open.taken,
        completedPerSecond: this.open.completed,
        failed: this.open.failed,
        tokensPerSecond: this.open.outputTokens,
      });
      this.open = { second, taken: 0, completed: 0, failed: 0, outputTokens: 0 };
    }
    this.open.second = second;
    // Whatever was taken off the schedule in a slice has left in it or is in flight at its end.
    this.open.taken += bucket.completed + bucket.failed + bucket.inFlight - this.inFlight;
    this.inFlight = bucket.inFlight;
    this.open.completed += bucket.completed;
    this.open.failed += bucket.failed;
    this.open.outputTokens += bucket.outputTokens;
  }

  private addFailures(bucket: LiveBucket): void {
    const fromSeconds = (bucket.fromMs - this.startMs) / 1000;
    const toSeconds = (bucket.toMs - this.startMs) / 1000;
    const last = this.events.at(-1);
    if (last?.kind === 'failures' && fromSeconds - last.toSeconds < 1) {
      last.toSeconds = toSeconds;
    } else {
      this.events.push({ kind: 'failures', fromSeconds, toSeconds, text: 'requests failed' });
    }
  }
}

function machineRow(sample: TelemetrySample, earlier: TelemetrySample | undefined) {
  const process = (role: ProcessRole) => sample.processes.find((one) => one.role === role);
  const elapsedSeconds = earlier === undefined ? 0 : (sample.atMs - earlier.atMs) / 1000;
  const perSecond = (name: 'networkReceivedBytes' | 'networkSentBytes'): number | undefined => {
    const [before, now] = [earlier?.[name], sample[name]];
    return before === undefined || now === undefined || elapsedSeconds <= 0
      ? undefined
      : (now - before) / elapsedSeconds;
  };
  const gpu = sample.gpus?.[0];
  return defined({
    engineCpuPercent: process('engine')?.cpuPercent,
    clientCpuPercent: process('client')?.cpuPercent,
    totalCpuPercent: sample.cpuTotalPercent,
    engineMemoryBytes: process('engine')?.residentBytes,
    clientMemoryBytes: process('client')?.residentBytes,
    receivedBytesPerSecond: perSecond('networkReceivedBytes'),
    sentBytesPerSecond: perSecond('networkSentBytes'),
    gpuUtilizationPercent: gpu?.utilizationPercent,
    gpuPowerWatts: gpu?.powerWatts,
    gpuMemoryBytes: gpu?.memoryUsedBytes,
  });
}

/** The entries that have a value. */
function defined<Name extends string>(row: Record<Name, number | undefined>): Partial<Record<Name, number>> {
  const kept: Partial<Record<Name, number>> = {};
  for (const name of Object.keys(row) as Name[]) {
    const value = row[name];
    if (value !== undefined) {
      kept[name] = value;
    }
  }
  return kept;
}

/** Rows of numbers kept as columns that grow by doubling; NaN where a row has no value. */
export class ColumnTable<Name extends string> {
  readonly names: readonly Name[];
  count = 0;
  private readonly columns: Map<Name, Float64Array>;

  constructor(names: readonly Name[], capacity = 256) {
    this.names = names;
    this.columns = new Map(names.map((name) => [name, new Float64Array(capacity)]));
  }

  /** Appends a row; names that are left out become NaN. */
  push(row: Partial<Record<Name, number>>): void {
    for (const name of this.names) {
      let column = this.column(name);
      if (this.count === column.length) {
        const larger = new Float64Array(column.length * 2);
        larger.set(column);
        this.columns.set(name, larger);
        column = larger;
      }
      column[this.count] = row[name] ?? Number.NaN;
    }
    this.count += 1;
  }

  /** The whole column, of which the first `count` values count. */
  column(name: Name): Float64Array {
    const column = this.columns.get(name);
    if (column === undefined) {
      throw new Error(`this table has no column ${name}`);
    }
    return column;
  }

  /** Value of a row, or undefined where there is none. */
  value(name: Name, row: number): number | undefined {
    if (row < 0 || row >= this.count) {
      return undefined;
    }
    const value = this.column(name)[row];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }

  /** Largest value of a column; undefined while it has none. */
  highest(name: Name): number | undefined {
    const column = this.column(name);
    let highest: number | undefined;
    for (let row = 0; row < this.count; row += 1) {
      const value = column[row] ?? Number.NaN;
      if (highest === undefined ? !Number.isNaN(value) : value > highest) {
        highest = value;
      }
    }
    return highest;
  }

  /** Row with the largest `name` that is at most `at`, in a table whose rows ascend in `name`; -1 before the first. */
  rowAt(name: Name, at: number): number {
    const column = this.column(name);
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((column[middle] ?? 0) <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
