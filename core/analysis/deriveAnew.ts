import type { StepResult } from '../contract/resultDocument.ts';
import type { StepGrounds, StepMeasurement } from '../contract/StepMeasurement.ts';
import type { TelemetrySample } from '../contract/telemetryProtocol.ts';
import { summarizeStep } from './summarizeStep.ts';

/** What is to be stored of a measurement so that its result can be derived anew. */
export function groundsOf({ chunks: _, telemetry, earlier: __, ...grounds }: StepMeasurement): StepGrounds {
  const [first, last] = [telemetry[0], telemetry.at(-1)];
  return first === undefined || last === undefined
    ? grounds
    : { ...grounds, samples: { count: telemetry.length, fromMs: first.atMs, toMs: last.atMs } };
}

/**
 * A step's result, derived anew from what is stored.
 *
 * @param telemetry of the whole run.
 * @throws RangeError when not all of the step's samples are there.
 */
export function deriveAnew(
  { samples, search, ...grounds }: StepGrounds,
  stored: Pick<StepMeasurement, 'chunks' | 'telemetry' | 'earlier'>,
): StepResult {
  const { count, fromMs, toMs } = samples ?? { count: 0, fromMs: Number.POSITIVE_INFINITY, toMs: 0 };
  const telemetry: TelemetrySample[] = stored.telemetry.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  if (telemetry.length !== count) throw new RangeError(`${telemetry.length} of its ${count} samples are there`);
  const result = summarizeStep({ ...grounds, ...stored, telemetry });
  return search === undefined ? result : { ...result, search };
}
