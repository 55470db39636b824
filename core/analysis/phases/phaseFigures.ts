import type { StepResult } from '../../contract/resultDocument.ts';
import type { TargetProcesses } from '../memory/targetProcesses.ts';
import type { StepMeasurement } from '../StepMeasurement.ts';
import { latenessBase } from './latenessBase.ts';
import { measuredStart } from './measuredStart.ts';
import { type OrderedRequests, orderedRequests } from './orderedRequests.ts';
import { overloadFigures } from './overloadFigures.ts';
import type { PhaseWindow } from './PhaseWindow.ts';
import { phaseWindows } from './phaseWindows.ts';
import { stepPhases } from './stepPhases.ts';

/**
 * The phases of a step with their figures, and what scenarios ask that are made of phases: what a burst costs and how long
 * it is felt, where a rising load breaks the target and whether it comes back.
 */
export function phaseFigures(
  measurement: StepMeasurement,
  processes: TargetProcesses,
): Pick<StepResult, 'phases' | 'burst' | 'recovery' | 'breakingPoint'> {
  const { step, phases: seen, startedAtMs } = measurement;
  const requests = orderedRequests(step.load.phases === undefined ? [] : measurement.chunks);
  const windows = windowsOf(measurement, requests);
  const base = latenessBase(windows, requests);
  return {
    phases: stepPhases({
      seen,
      windows,
      requests,
      lateMs: 'absent' in base ? undefined : base.p95Ms,
      startedAtMs,
      telemetry: {
        samples: measurement.telemetry,
        processes,
        losses: measurement.telemetryLosses,
        gpu: measurement.gpu,
      },
    }),
    ...overloadFigures(measurement, { windows, requests, base }),
  };
}

function windowsOf(measurement: StepMeasurement, requests: OrderedRequests): PhaseWindow[] {
  const { step, facts, phases: seen, startedAtMs, failure, interrupted } = measurement;
  const fromMs = measuredStart(step, facts, requests.intendedMs[0]);
  if (step.load.phases === undefined || fromMs === undefined) return [];
  const measured = seen.find(({ name }) => name === 'measured');
  if (measured === undefined) return [];
  // A limit of requests ends the load before its time as well.
  const isCutOff = interrupted || failure !== undefined || facts?.stopped !== false || step.requestLimit !== undefined;
  const endedMs = Math.max(facts?.measuredToMs ?? Number.NEGATIVE_INFINITY, measured.toMs + startedAtMs);
  return phaseWindows(step.load.phases, fromMs, isCutOff ? endedMs : Number.POSITIVE_INFINITY, requests);
}
