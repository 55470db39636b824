import type { Calibration } from '../../../core/contract/calibration.ts';
import type { DoctorRow } from '../../../core/contract/ipc.ts';
import { formatLatency } from '../../../core/format/formatLatency.ts';
import { formatRate } from '../../../core/format/formatRate.ts';
import { failureOf } from '../sessions/FailureError.ts';

/** A timer or a scheduler that adds so much to a known time adds it to every latency. */
const tolerableMs = 1;

/**
 * What the client can do at most and costs at least with servers that speak OpenAI's protocol.
 *
 * @param calibrate absent while a run goes on; then the figures of before are told where there are any.
 */
export async function calibrationRow(
  stored: () => Promise<Calibration | undefined>,
  calibrate: (() => Promise<Calibration>) | undefined,
): Promise<DoctorRow> {
  const row = { id: 'client-openai', name: 'Client to OpenAI servers' };
  try {
    const calibration = calibrate === undefined ? await stored() : await calibrate();
    if (calibration === undefined) {
      return {
        ...row,
        status: 'absent',
        found: 'not measured while a run goes on, whose figures that would disturb',
        advice: 'Check again when it has ended.',
      };
    }
    const { streamed, whole, constantLatency } = calibration;
    const addedMs = constantLatency.measuredMs - constantLatency.plantedMs;
    const found = [
      `up to ${formatRate(streamed.ceilingPerSecond)} streamed and ${formatRate(whole.ceilingPerSecond)} whole`,
      `from ${formatLatency(streamed.floorMs)} and ${formatLatency(whole.floorMs)} a request`,
      `a server of ${formatLatency(constantLatency.plantedMs)} is measured as ${formatLatency(constantLatency.measuredMs)}`,
    ].join('; ');
    if (addedMs <= tolerableMs) return { ...row, status: 'good', found };
    return {
      ...row,
      status: 'attention',
      found,
      advice: 'Close what else runs, or set the processor’s governor to performance: the machine adds to each latency.',
    };
  } catch (error) {
    const { reason, remedy, detail } = failureOf(error);
    return { ...row, status: 'bad', found: reason, advice: remedy, ...(detail === undefined ? {} : { detail }) };
  }
}
