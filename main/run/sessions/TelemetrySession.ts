import type {
  GpuPresence,
  ProcessRole,
  ServerProcesses,
  TelemetryCommand,
  TelemetryEvent,
  TelemetryLosses,
  TelemetrySample,
} from '../../../core/contract/telemetryProtocol.ts';
import type { ClockOrigin, LogLine } from '../../../core/contract/WorkerMessages.ts';
import type { StartWorker, WorkerProcess } from '../workers/WorkerProcess.ts';

/** Ten samples a second resolve a phase of a few seconds and cost under one percent of a core. */
const sampleIntervalMs = 100;
/** The probe answers within 5 s by contract; later means that the process hangs. */
const probeDeadlineMs = 6000;
const closeDeadlineMs = 1000;
/** A name that takes longer to look up is hardly one of this machine. */
const serverDeadlineMs = 2000;

/**
 * The telemetry process. It may die without ending the run: figures of the machine then become absent, with the reason,
 * and latency goes on being measured.
 */
export class TelemetrySession {
  readonly #worker: WorkerProcess<TelemetryCommand, TelemetryEvent>;
  readonly #losses: TelemetryLosses = {};
  #server: { url: string; processes: ServerProcesses } | undefined;

  constructor(startWorker: StartWorker, onSample: (sample: TelemetrySample) => void, onLog: (line: LogLine) => void) {
    this.#worker = startWorker<TelemetryCommand, TelemetryEvent>('telemetry');
    this.#worker.onEvent((event) => {
      if (event.type === 'sample') onSample(event.sample);
      else if (event.type === 'log') onLog(event.line);
      else if (event.type === 'serverProcesses') {
        if (event.url !== this.#server?.url) return;
        const { processes } = event;
        if (this.#server.processes.found && !processes.found)
          onLog({
            level: 'warn',
            source: 'telemetry',
            message: `The server’s processes are gone: ${processes.reason}`,
          });
        this.#server = { url: event.url, processes };
      } else if (event.type === 'sourceLost') {
        const message = `${event.source}: ${event.reason}`;
        if (this.#losses[event.source] === message) return;
        this.#losses[event.source] = message;
        onLog({ level: 'warn', source: 'telemetry', message: `No more figures of ${message}` });
      }
    });
    this.#worker.onExit((exit) => {
      if (exit.expected) return;
      const message = `the telemetry process ended (${exit.signal ?? `exit code ${exit.code}`})`;
      this.#losses.telemetry = message;
      onLog({ level: 'warn', source: 'telemetry', message: `${message}; what follows is measured without it` });
    });
  }

  /** Why there are no more samples, or none of a source; empty while all come. */
  get losses(): Readonly<TelemetryLosses> {
    return { ...this.#losses };
  }

  /** Looks for GPUs once. Never rejects: whatever goes wrong is the reason for their absence. */
  probeGpu(): Promise<GpuPresence> {
    return new Promise((resolve) => {
      const deadline = setTimeout(
        () => resolve({ present: false, reason: `nvidia-smi did not answer within ${probeDeadlineMs / 1000} s` }),
        probeDeadlineMs,
      );
      this.#worker.onEvent((event) => {
        if (event.type === 'ready') this.#worker.send({ type: 'probeGpu' });
        if (event.type !== 'gpuPresence') return;
        clearTimeout(deadline);
        resolve(event.presence);
      });
      this.#worker.onExit(() => {
        clearTimeout(deadline);
        resolve({ present: false, reason: this.#losses.telemetry ?? 'the telemetry process was stopped' });
      });
    });
  }

  start(clock: ClockOrigin): void {
    this.#worker.send({ type: 'start', clock, intervalMs: sampleIntervalMs });
  }

  watch(role: ProcessRole, processIds: readonly number[]): void {
    if (processIds.length > 0) this.#worker.send({ type: 'watch', role, processIds });
  }

  /**
   * Follows the processes of a server, where they are on this machine and can be seen. Resolves once that is known, or
   * after two seconds; never rejects.
   */
  watchServer(url: string): Promise<void> {
    const slow = `which processes the server has was not found out within ${serverDeadlineMs / 1000} s`;
    this.#server = { url, processes: { found: false, reason: slow } };
    return new Promise((resolve) => {
      const leave: (() => void)[] = [];
      const end = (): void => {
        clearTimeout(deadline);
        for (const each of leave) each();
        resolve();
      };
      const deadline = setTimeout(end, serverDeadlineMs);
      leave.push(
        this.#worker.onEvent((event) => {
          if (event.type === 'serverProcesses' && event.url === url) end();
        }),
        this.#worker.onExit(end),
      );
      this.#worker.send({ type: 'watchServer', url });
    });
  }

  /** What is known of a server's processes now; undefined for one that is not watched. */
  serverProcesses(url: string): ServerProcesses | undefined {
    if (this.#server?.url !== url) return undefined;
    const { telemetry } = this.#losses;
    return telemetry === undefined ? this.#server.processes : { found: false, reason: telemetry };
  }

  unwatch(role: ProcessRole): void {
    this.#worker.send({ type: 'unwatch', role });
  }

  async close(): Promise<void> {
    await this.#worker.stop(closeDeadlineMs);
  }
}
