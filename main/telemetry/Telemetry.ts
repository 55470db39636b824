import type {
  GpuDeviceSample,
  GpuPresence,
  ProcessRole,
  TelemetryCommand,
  TelemetryEvent,
} from '../../core/contract/telemetryProtocol.ts';
import type { ClockOrigin } from '../../core/contract/WorkerMessages.ts';
import { GpuSampler } from './gpu/GpuSampler.ts';
import { findGpus, nvidiaSmiCandidates } from './gpu/nvidiaSmi.ts';
import { ServerTree } from './server/ServerTree.ts';
import { ProcessTree } from './system/ProcessTree.ts';
import { SystemSampler } from './system/SystemSampler.ts';

/** What the telemetry process does: samples the machine, the watched processes and the GPUs on the run's clock. */
export class Telemetry {
  readonly #send: (event: TelemetryEvent) => void;
  readonly #trees = new Map<ProcessRole, ProcessTree | ServerTree>();
  #presence: Promise<GpuPresence> | undefined;
  #system: SystemSampler | undefined;
  #gpu: GpuSampler | undefined;
  #reading: GpuDeviceSample[] | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (event: TelemetryEvent) => void) {
    this.#send = send;
  }

  async carryOut(command: TelemetryCommand): Promise<void> {
    if (command.type === 'probeGpu') this.#send({ type: 'gpuPresence', presence: await this.#probe() });
    else if (command.type === 'start') await this.#start(command.clock, command.intervalMs);
    else if (command.type === 'watch') this.#watch(command.role, command.processIds);
    else if (command.type === 'watchServer') await this.#watchServer(command.url);
    else if (command.type === 'unwatch') this.#unwatch(command.role);
    else this.close();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#gpu?.close();
    this.#system?.close();
    for (const role of [...this.#trees.keys()]) this.#unwatch(role);
  }

  #probe(): Promise<GpuPresence> {
    this.#presence ??= findGpus(nvidiaSmiCandidates(process.env, process.platform));
    return this.#presence;
  }

  async #start(clock: ClockOrigin, intervalMs: number): Promise<void> {
    const origin = BigInt(clock.originNanoseconds);
    const nowMs = (): number => Number(process.hrtime.bigint() - origin) / 1e6;
    this.#system = new SystemSampler();
    this.#system.sample();
    this.#timer = setInterval(() => this.#sample(nowMs()), intervalMs);
    const presence = await this.#probe();
    if (!presence.present) return;
    this.#gpu = new GpuSampler(
      presence.toolPath,
      (devices) => {
        this.#reading = devices;
      },
      (reason) => this.#send({ type: 'sourceLost', source: 'nvidia-smi', reason }),
    );
  }

  #sample(atMs: number): void {
    if (this.#system === undefined) return;
    const processes = [...this.#trees.values()].flatMap((tree) => tree.sample(atMs) ?? []);
    // A reading goes into one sample only: repeating it would look like a measurement of its own.
    const reading = this.#reading;
    this.#reading = undefined;
    this.#send({
      type: 'sample',
      sample: { atMs, ...this.#system.sample(), processes, ...(reading === undefined ? {} : { gpus: reading }) },
    });
  }

  #watch(role: ProcessRole, processIds: readonly number[]): void {
    this.#unwatch(role);
    if (process.platform !== 'linux') {
      this.#send({ type: 'sourceLost', source: 'processes', reason: 'only Linux tells them, through /proc' });
      return;
    }
    this.#trees.set(role, new ProcessTree(role, processIds));
  }

  async #watchServer(url: string): Promise<void> {
    const known = this.#trees.get('engine');
    if (known instanceof ServerTree && known.url === url) return known.look();
    this.#unwatch('engine');
    const tree = new ServerTree(url, (processes) => this.#send({ type: 'serverProcesses', url, processes }));
    this.#trees.set('engine', tree);
    await tree.look();
  }

  #unwatch(role: ProcessRole): void {
    this.#trees.get(role)?.close();
    this.#trees.delete(role);
  }
}
