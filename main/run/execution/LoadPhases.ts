import { setTimeout as wait } from 'node:timers/promises';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { RunEvent } from '../../../core/contract/runEvent.ts';
import type { StepGrounds } from '../../../core/contract/StepMeasurement.ts';
import type { StepPhase } from '../../../core/contract/scenarioFigures.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import type { RunClock } from '../RunClock.ts';
import type { LoadWatch } from './EnginePool.ts';

/** What the beginning of a step needs of its run. */
interface LoadSurroundings {
  clock: RunClock;
  emit(event: RunEvent): void;
  signal: AbortSignal;
}

/**
 * The beginning of a step that its engine's load is a part of: the process without a model, and how it loads. The step's
 * own time begins with the process.
 */
export class LoadPhases implements LoadWatch {
  readonly #idleSeconds: number;
  readonly #begin: () => StepCollector;
  readonly #context: LoadSurroundings;
  #collector: StepCollector | undefined;

  /** @param begin is called once the process is there. */
  constructor(
    { idleSeconds }: NonNullable<PlannedStep['loading']>,
    begin: () => StepCollector,
    context: LoadSurroundings,
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

/** Parts of a step before its load: the engine's process without a model, and its loading. */
type LoadPhase = 'idle' | 'load';

/** Gathers what there is to say of a step while it runs, on the run's clock: its phases, and which telemetry is its own. */
export class StepCollector {
  #samples: StepGrounds['samples'];
  readonly startedAtMs: number;
  readonly #phases: { name: RecordPhase | LoadPhase; fromMs: number; toMs?: number }[] = [];
  #onSample: ((sample: TelemetrySample) => void) | undefined;

  readonly #alsoTell: (sample: TelemetrySample) => void;

  /** @param alsoTell is told each sample too, as it comes. */
  constructor(startedAtMs: number, alsoTell: (sample: TelemetrySample) => void = () => undefined) {
    this.startedAtMs = startedAtMs;
    this.#alsoTell = alsoTell;
  }

  addSample(sample: TelemetrySample): void {
    const { count, fromMs } = this.#samples ?? { count: 0, fromMs: sample.atMs };
    this.#samples = { count: count + 1, fromMs, toMs: sample.atMs };
    this.#alsoTell(sample);
    this.#onSample?.(sample);
  }

  /**
   * Resolves with the first sample after an instant: samples come in order, so that none of before is missing then. After
   * the limit it resolves all the same, and at once when nothing is sampled at all.
   */
  async sampledPast(atMs: number, limitMs: number): Promise<void> {
    if ((this.#samples?.toMs ?? Number.POSITIVE_INFINITY) > atMs) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limitMs);
      this.#onSample = (sample) => {
        if (sample.atMs > atMs) resolve();
      };
    });
    clearTimeout(timer);
    this.#onSample = undefined;
  }

  /** Which samples came so far; undefined when none did. */
  get samples(): StepGrounds['samples'] {
    return this.#samples;
  }

  beginPhase(name: RecordPhase | LoadPhase, atMs: number): void {
    this.endPhase(atMs);
    this.#phases.push({ name, fromMs: atMs });
  }

  /** Nothing begins with its end. */
  endPhase(atMs: number): void {
    const last = this.#phases.at(-1);
    if (last !== undefined) last.toMs ??= Math.max(last.fromMs, atMs);
  }

  /** The phases so far, in milliseconds since the step's start; the last one ends at `endMs` (the run's clock). */
  phases(endMs: number): StepPhase[] {
    return this.#phases.map(({ name, fromMs, toMs = Math.max(fromMs, endMs) }) => ({
      name,
      fromMs: fromMs - this.startedAtMs,
      toMs: toMs - this.startedAtMs,
      ...(name === 'idle' || name === 'load' ? { counted: false } : {}),
    }));
  }
}
