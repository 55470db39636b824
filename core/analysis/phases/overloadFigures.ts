import type { Absent } from '../../contract/distribution.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import { hasFigure } from '../../scenarios/scenarios.ts';
import type { StepMeasurement } from '../StepMeasurement.ts';
import { breakingPointOf } from './breakingPointOf.ts';
import { burstOf } from './burstOf.ts';
import type { LatenessBase } from './latenessBase.ts';
import type { OrderedRequests } from './orderedRequests.ts';
import type { PhaseWindow } from './PhaseWindow.ts';
import { recoveryOf } from './recoveryOf.ts';

export interface OverloadEvidence {
  readonly windows: readonly PhaseWindow[];
  readonly requests: OrderedRequests;
  readonly base: LatenessBase | Absent;
}

const cutOff: Absent = { absent: 'the step was not carried out to its end: what was in flight then left no record' };

/**
 * What a burst costs, where a rising load breaks, and when latency is back: of steps of the scenarios that ask it and that
 * were carried out to their end. Nothing of others, their search among them.
 */
export function overloadFigures(
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
