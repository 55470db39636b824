import type { PlanRequest } from '../core/contract/planRequest.ts';
import { type Location, navigate } from './state/location.ts';
import { quickChoice, quickRequest, useQuickChoice } from './state/plan/quickRequest.ts';
import { useFacts } from './state/useFacts.ts';
import { useLiveRun } from './state/useLiveRun.ts';
import { notifyFailure } from './widgets/notify.tsx';

/** Where a run is followed while it goes on. */
export const runLocation: Location = { screen: 'live' };

/** Starts a run and shows it; says why when it does not start. */
export async function startRun(request: PlanRequest): Promise<void> {
  const outcome = await useLiveRun.getState().start(request);
  if (outcome.started) {
    navigate(runLocation);
  } else {
    notifyFailure(outcome.failure);
  }
}

/** Quick benchmark, as it is chosen on Home. */
export async function startQuickBenchmark(): Promise<void> {
  const { choices } = useFacts.getState();
  const request =
    choices === undefined ? undefined : quickRequest(choices, quickChoice(choices, useQuickChoice.getState().chosen));
  if (request === undefined) {
    notifyFailure({
      reason: 'There is no quick plan to run.',
      remedy: 'The configuration has no plan named "quick" that fits a target: choose what to run on Plan.',
    });
    return;
  }
  await startRun(request);
}

/** Stops the run at once; what was measured is kept, so it asks nothing. */
export async function stopRun(): Promise<void> {
  const failure = await useLiveRun.getState().stop();
  if (failure !== undefined) {
    notifyFailure(failure);
  }
}
