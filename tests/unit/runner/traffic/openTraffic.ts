import type { PlannedStep } from '../../../../core/contract/plannedStep.ts';
import type { RunnerEvent } from '../../../../core/contract/runnerProtocol.ts';
import { StepRun } from '../../../../main/runner/step/StepRun.ts';
import { dummySide } from '../../../../main/runner/targets/dummy/dummySide.ts';
import { dummyStep } from '../plannedSteps.ts';
import { type RecordRow, recordRows } from '../recordRows.ts';
import { VirtualTime } from '../VirtualTime.ts';

/** Where the schedule begins, milliseconds: room for a file to be read before it. */
export const beginAtMs = 1000;

/** An open step on a dummy of 5 ms in virtual time. */
export function openStep(load: Partial<PlannedStep['load']>, step: Partial<PlannedStep> = {}): PlannedStep {
  const { model = {}, ...rest } = step;
  return dummyStep({
    ...rest,
    model,
    load: { loop: 'open', ratePerSecond: 10, arrival: 'constant', maxInFlight: 1000, ...load },
  });
}

/** Runs a step to its end and gives its records in the order of their intended starts, from the begin of the schedule on. */
export async function runOpen(step: PlannedStep): Promise<{ rows: RecordRow[]; last: RunnerEvent; logs: string[] }> {
  const time = new VirtualTime();
  const events: RunnerEvent[] = [];
  const run = new StepRun({
    step,
    access: { kind: 'inside' },
    time,
    beginAtMs,
    createTarget: dummySide.create,
    send: (event) => events.push(event),
  });
  await run.start();
  time.runUntilIdle();
  const chunks = events.flatMap((event) => (event.type === 'records' ? [event.chunk] : []));
  const logs = events.flatMap((event) => (event.type === 'log' ? [event.line.message] : []));
  const rows = recordRows(chunks)
    .map((row) => ({ ...row, intendedStartMs: row.intendedStartMs - beginAtMs }))
    .sort((one, other) => one.intendedStartMs - other.intendedStartMs);
  const last = events.at(-1);
  if (last === undefined) throw new Error('the step told nothing');
  return { rows, last, logs };
}
