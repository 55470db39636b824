import type { RecordChunk, RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { StepPhase } from '../../../core/contract/scenarioFigures.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';

/** Gathers what a step yields while it runs: records, telemetry and phases, on the run's clock. */
export class StepCollector {
  readonly chunks: RecordChunk[] = [];
  readonly telemetry: TelemetrySample[] = [];
  readonly startedAtMs: number;
  readonly #phases: { name: RecordPhase; fromMs: number }[] = [];
  #onSample: ((sample: TelemetrySample) => void) | undefined;

  constructor(startedAtMs: number) {
    this.startedAtMs = startedAtMs;
  }

  addSample(sample: TelemetrySample): void {
    this.telemetry.push(sample);
    this.#onSample?.(sample);
  }

  /**
   * Resolves with the first sample after an instant: samples come in order, so that none of before is missing then. After
   * the limit it resolves all the same, and at once when nothing is sampled at all.
   */
  async sampledPast(atMs: number, limitMs: number): Promise<void> {
    if ((this.telemetry.at(-1)?.atMs ?? Number.POSITIVE_INFINITY) > atMs) return;
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

  beginPhase(name: RecordPhase, atMs: number): void {
    this.#phases.push({ name, fromMs: atMs });
  }

  /** The phases so far, in milliseconds since the step's start; the last one ends at `endMs` (the run's clock). */
  phases(endMs: number): StepPhase[] {
    return this.#phases.map(({ name, fromMs }, index) => ({
      name,
      fromMs: fromMs - this.startedAtMs,
      toMs: Math.max(fromMs, this.#phases[index + 1]?.fromMs ?? endMs) - this.startedAtMs,
    }));
  }
}
