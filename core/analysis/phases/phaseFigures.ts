import type { Absent } from '../../contract/distribution.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import type { StepMeasurement } from '../../contract/StepMeasurement.ts';
import { hasFigure } from '../../scenarios/scenarios.ts';
import type { TargetProcesses } from '../memory/memoryLevels.ts';
import { breakingPointOf } from './breakingPoint.ts';
import { type OrderedRequests, orderedRequests, type PhaseWindow } from './orderedRequests.ts';
import { burstOf, type LatenessBase, latenessBase, recoveryOf } from './overloadCosts.ts';
import { measuredStart, phaseWindows } from './phaseWindows.ts';
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

interface OverloadEvidence {
  readonly windows: readonly PhaseWindow[];
  readonly requests: OrderedRequests;
  readonly base: LatenessBase | Absent;
}

const cutOff: Absent = { absent: 'the step was not carried out to its end: what was in flight then left no record' };

/**
 * What a burst costs, where a rising load breaks, and when latency is back: of steps of the scenarios that ask it and that
 * were carried out to their end. Nothing of others, their search among them.
 */
function overloadFigures(
  { step, facts, failure, interrupted, startedAtMs }: StepMeasurement,
  { windows, requests, base }: OverloadEvidence,
): Pick<StepResult, 'burst' | 'recovery' | 'breakingPoint'> {
  const isBurst = hasFigure(step.scenario, 'burst');
  const isRising = hasFigure(step.scenario, 'breakingPoint');
  if (step.load.phases === undefined || !hasFigure(step.scenario, 'recovery')) return {};
  const byName = (name: string): PhaseWindow | undefined => windows.find(({ phase }) => phase.name === name);
  const recoveryWindow = byName('recovery');
  const isWhole = facts?.stopped === false && failure === undefined && !interrupted && recoveryWindow !== undefined;
  if (!isWhole) return isBurst ? { burst: cutOff, recovery: cutOff } : { breakingPoint: cutOff, recovery: cutOff };
  const recovery = 'absent' in base ? base : recoveryOf(recoveryWindow, requests, base, startedAtMs);
  if (isRising) {
    const rising = windows.slice(0, windows.indexOf(recoveryWindow));
    const usualMs = 'absent' in base ? 0 : base.p50Ms;
    return { breakingPoint: breakingPointOf(rising, requests, usualMs, startedAtMs), recovery };
  }
  const burst = byName('burst');
  if ('absent' in base) return { burst: base, recovery };
  if (burst === undefined) return { burst: { absent: 'the load has no phase “burst”' }, recovery };
  return { burst: burstOf(burst, [burst, recoveryWindow], requests, base, facts.errorKinds), recovery };
}
