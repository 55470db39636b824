import { existsSync } from 'node:fs';
import type { ProviderFallback } from '../../../core/contract/engineProtocol.ts';
import type { ExecutionProvider, ProviderChoice, ProviderProbe } from '../../../core/contract/executionProvider.ts';
import { askEngineOnce } from '../sessions/engineAnswer.ts';
import { FailureError, failureOf } from '../sessions/FailureError.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';

export interface ProviderDecision {
  provider: ExecutionProvider;
  /** Present when `auto` would have preferred others. */
  fallback?: ProviderFallback;
}

/** What `auto` tries, best first; the processor is what is left. */
const preferred = ['cuda', 'tensorrt', 'webgpu'] as const;
/** A driver that is being loaded takes seconds; one that hangs must not hold up a run. */
const probeTimeoutMs = 30_000;

/** Decides what a model runs on; each provider is tried once, in a process that is thrown away. */
export class ProviderChooser {
  readonly #startWorker: StartWorker;
  readonly #mayHaveGpu: () => boolean;
  readonly #probes = new Map<ExecutionProvider, Promise<ProviderProbe>>();

  constructor(startWorker: StartWorker, mayHaveGpu: () => boolean = hasGpuDevice) {
    this.#startWorker = startWorker;
    this.#mayHaveGpu = mayHaveGpu;
  }

  /** @throws FailureError when a provider that was asked for by its name does not work here. */
  async decide(asked: ProviderChoice): Promise<ProviderDecision> {
    if (asked === 'cpu') return { provider: 'cpu' };
    if (asked !== 'auto') {
      const probe = await this.probe(asked);
      if (probe.works) return { provider: asked };
      throw new FailureError({
        reason: `The provider ${asked} does not work on this machine: ${probe.reason ?? 'the runtime does not say why'}`,
        remedy: probe.remedy ?? 'Choose provider cpu or auto.',
        ...(probe.detail === undefined ? {} : { detail: probe.detail }),
      });
    }
    const refused: ProviderFallback['refused'] = [];
    const mayHaveGpu = this.#mayHaveGpu();
    for (const provider of preferred) {
      const reason = mayHaveGpu ? await this.#whyNot(provider) : 'this machine has no GPU device: it was not tried';
      if (reason === undefined)
        return { provider, ...(refused.length === 0 ? {} : { fallback: { asked, used: provider, refused } }) };
      refused.push({ provider, reason });
    }
    return { provider: 'cpu', fallback: { asked, used: 'cpu', refused } };
  }

  async #whyNot(provider: ExecutionProvider): Promise<string | undefined> {
    const { works, software, device, reason } = await this.probe(provider);
    if (!works) return reason ?? 'the runtime does not say why';
    return software === true ? `it would run on ${device ?? 'an emulation'}, an emulation on the processor` : undefined;
  }

  /** Tries a provider once, in a process of its own; never rejects. */
  probe(provider: ExecutionProvider): Promise<ProviderProbe> {
    const known = this.#probes.get(provider);
    if (known !== undefined) return known;
    const probe = askEngineOnce(this.#startWorker, { type: 'probe', provider }, probeTimeoutMs).then(
      (answer) => answer.probe,
      (error: unknown): ProviderProbe => ({ provider, works: false, libraries: [], ...failureOf(error) }),
    );
    this.#probes.set(provider, probe);
    return probe;
  }
}

/** Whether there is anything that a GPU's driver would put there; where the system does not tell it that way, trying does. */
function hasGpuDevice(): boolean {
  if (process.platform !== 'linux') return true;
  return ['/dev/nvidiactl', '/proc/driver/nvidia', '/dev/dri', '/dev/dxg'].some((path) => existsSync(path));
}
