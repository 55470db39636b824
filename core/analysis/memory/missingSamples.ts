import type { TelemetryLosses, TelemetrySample, TelemetrySource } from '../../contract/telemetryProtocol.ts';
import type { MeasuredWindow } from '../measuredWindow.ts';

/** With its source lost, samples that end so long before the window do not stand for all of it. */
const longestGapMs: Readonly<Record<TelemetrySource, number>> = { processes: 1000, 'nvidia-smi': 3000 };

/**
 * Why a figure is absent: nothing was seen of it, or no more after its source was lost. A peak of half a window is none.
 *
 * @param seen the samples of the window that tell the figure, in their order
 * @param what the figure in a sentence: "memory"
 */
export function missingSamples(
  { losses, window }: { losses: TelemetryLosses; window: MeasuredWindow },
  seen: readonly TelemetrySample[],
  source: TelemetrySource,
  what: string,
): string | undefined {
  const lost = losses.telemetry ?? losses[source];
  const measured = `the measured ${((window.toMs - window.fromMs) / 1000).toFixed(1)} s`;
  const last = seen.at(-1);
  if (last === undefined) return lost ?? `no ${what} sample fell into ${measured}`;
  if (lost === undefined || window.toMs - last.atMs <= longestGapMs[source]) return undefined;
  return `${lost}: samples cover ${((last.atMs - window.fromMs) / 1000).toFixed(1)} s of ${measured}`;
}
