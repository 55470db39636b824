import { setTimeout as wait } from 'node:timers/promises';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { LoadWatch } from './EnginePool.ts';
import type { StepContext } from './runStep.ts';
import type { StepCollector } from './StepCollector.ts';

/**
 * The beginning of a step that its engine's load is a part of: the process without a model, and how it loads. The step's
 * own time begins with the process.
 */
export class LoadPhases implements LoadWatch {
  readonly #idleSeconds: number;
  readonly #begin: () => StepCollector;
  readonly #context: Pick<StepContext, 'clock' | 'emit' | 'signal'>;
  #collector: StepCollector | undefined;

  /** @param begin is called once the process is there. */
  constructor(
    { idleSeconds }: NonNullable<PlannedStep['loading']>,
    begin: () => StepCollector,
    context: Pick<StepContext, 'clock' | 'emit' | 'signal'>,
  ) {
    this.#idleSeconds = idleSeconds;
    this.#begin = begin;
    this.#context = context;
  }

  /** Undefined until the process is there. */
  get collector(): StepCollector | undefined {
    return this.#collector;
  }

  /** @throws the signal's reason when the run is stopped meanwhile. */
  async started(): Promise<void> {
    const { clock, emit, signal } = this.#context;
    this.#collector = this.#begin();
    this.#collector.beginPhase('idle', this.#collector.startedAtMs);
    emit({ type: 'activity', atMs: clock.nowMs(), message: 'The engine’s process stands idle, without a model' });
    await wait(1000 * this.#idleSeconds, undefined, { signal });
  }

  loading(): void {
    this.#collector?.beginPhase('load', this.#context.clock.nowMs());
  }

  loaded(): void {
    this.#collector?.endPhase(this.#context.clock.nowMs());
  }
}
