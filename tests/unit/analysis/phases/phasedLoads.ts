import type { PlannedStep } from '../../../../core/contract/plannedStep.ts';
import type { StepMeasurement } from '../../../../core/contract/StepMeasurement.ts';
import type { PlannedPhase } from '../../../../core/contract/trafficPlan.ts';
import { ArrivalCursor } from '../../../../core/schedule/ArrivalProcess.ts';
import { type ArrivalPattern, constantArrivals } from '../../../../core/schedule/arrivalPatterns.ts';
import { PiecewiseRate } from '../../../../core/schedule/RateProfile.ts';
import { ScheduledArrivals } from '../../../../core/schedule/ScheduledArrivals.ts';
import { chunkOf, factsAbout, measurementOf, type SampleRequest, stepOf } from '../measurements.ts';

/** Measuring begins a second after the step, and the step as long after the run. */
export const startedAtMs = 5000;
export const measuredFromMs = 6000;

export function burstPhases(basePerSecond: number, burstPerSecond: number, seconds: number[]): PlannedPhase[] {
  const [base = 0, burst = 0, recovery = 0] = seconds;
  return [
    { name: 'base', durationSeconds: base, ratePerSecond: basePerSecond },
    { name: 'burst', durationSeconds: burst, ratePerSecond: burstPerSecond },
    { name: 'recovery', durationSeconds: recovery, ratePerSecond: basePerSecond },
  ];
}

/** From a tenth of the peak up to it, and back. */
export function stressPhases(peakPerSecond: number, seconds: number[]): PlannedPhase[] {
  const [ramp = 0, peak = 0, recovery = 0] = seconds;
  const low = peakPerSecond / 10;
  return [
    { name: 'ramp', durationSeconds: ramp, ratePerSecond: low, toRatePerSecond: peakPerSecond },
    { name: 'peak', durationSeconds: peak, ratePerSecond: peakPerSecond },
    { name: 'recovery', durationSeconds: recovery, ratePerSecond: low },
  ];
}

/** Instants at which the phases want a request, on the run's clock. */
export function arrivalsMs(
  phases: readonly PlannedPhase[],
  pattern: ArrivalPattern = constantArrivals,
  seed = 1,
): number[] {
  const rate = new PiecewiseRate(
    phases.map(({ durationSeconds, ratePerSecond = 0, toRatePerSecond = ratePerSecond }) => ({
      durationMs: durationSeconds * 1000,
      fromPerSecond: ratePerSecond,
      toPerSecond: toRatePerSecond,
    })),
  );
  const cursor = new ArrivalCursor(new ScheduledArrivals(pattern, rate, seed));
  const instants: number[] = [];
  while (cursor.nextMs < Number.POSITIVE_INFINITY) {
    instants.push(measuredFromMs + cursor.nextMs);
    cursor.take();
  }
  return instants;
}

/** What one worker makes of them, first come, first served. */
export function queued(instantsMs: readonly number[], serviceMs: (index: number) => number): SampleRequest[] {
  let freeMs = 0;
  return instantsMs.map((startMs, index) => {
    freeMs = Math.max(freeMs, startMs) + serviceMs(index);
    return { startMs, endMs: freeMs };
  });
}

export function phasedStep(
  scenario: PlannedStep['scenario'],
  phases: readonly PlannedPhase[],
  more: Partial<PlannedStep> = {},
): PlannedStep {
  const durationSeconds = phases.reduce((sum, phase) => sum + phase.durationSeconds, 0);
  const load = { loop: 'open', ratePerSecond: 1, arrival: 'constant', maxInFlight: 1000 } as const;
  return stepOf({ ...load, phases: [...phases] }, { scenario, durationSeconds, ...more });
}

/** A step whose requests all ended by themselves. */
export function phasedMeasurement(
  step: PlannedStep,
  requests: readonly SampleRequest[],
  more: Partial<StepMeasurement> = {},
): StepMeasurement {
  const endMs = measuredFromMs + step.durationSeconds * 1000;
  const lastEndMs = requests.reduce((last, request) => Math.max(last, request.endMs || 0), endMs);
  const byEnd = requests.toSorted((a, b) => a.endMs - b.endMs);
  return measurementOf(requests, {
    step,
    chunks: [chunkOf(byEnd)],
    facts: factsAbout(requests, { measuredFromMs, measuredToMs: lastEndMs }),
    phases: [
      { name: 'warmUp', fromMs: 0, toMs: 1000 },
      { name: 'measured', fromMs: 1000, toMs: endMs - startedAtMs },
      { name: 'coolDown', fromMs: endMs - startedAtMs, toMs: lastEndMs - startedAtMs },
    ],
    startedAtMs,
    ...more,
  });
}
