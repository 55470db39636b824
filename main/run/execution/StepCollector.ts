import type { RecordChunk, RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { StepPhase } from '../../../core/contract/resultDocument.ts';
import type { LiveBucket } from '../../../core/contract/runnerProtocol.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';

/** Gathers what a step yields while it runs: records, telemetry and phases, on the run's clock. */
export class StepCollector {
  readonly chunks: RecordChunk[] = [];
  readonly telemetry: TelemetrySample[] = [];
  readonly buckets: LiveBucket[] = [];
  readonly startedAtMs: number;
  readonly #phases: { name: RecordPhase; fromMs: number }[] = [];

  constructor(startedAtMs: number) {
    this.startedAtMs = startedAtMs;
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
