import type { StepResult } from '../contract/resultDocument.ts';
import type { StepGrounds, StepMeasurement } from '../contract/StepMeasurement.ts';
import type { TelemetrySample } from '../contract/telemetryProtocol.ts';
import { summarizeStep } from './summarizeStep.ts';

/** Not all telemetry of a step is there any more. */
export class MissingSamples extends RangeError {}

/**
 * A step's result, derived from what is stored.
 *
 * @param telemetry of the whole run.
 * @throws MissingSamples when not all of the step's samples are there.
 * @throws RangeError when its records contradict themselves.
 */
export function deriveAnew(
  { samples, search, ...grounds }: StepGrounds,
  stored: Pick<StepMeasurement, 'chunks' | 'telemetry' | 'earlier'>,
): StepResult {
  const { count, fromMs, toMs } = samples ?? { count: 0, fromMs: Number.POSITIVE_INFINITY, toMs: 0 };
  const telemetry: TelemetrySample[] = stored.telemetry.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  if (telemetry.length !== count) throw new MissingSamples(`${telemetry.length} of its ${count} samples are there`);
  const result = summarizeStep({ ...grounds, ...stored, telemetry });
  return search === undefined ? result : { ...result, search };
}
