import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepFacts } from '../../../core/contract/runnerProtocol.ts';
import type { RunnerProcess } from '../runner/RunnerProcess.ts';

/** The result of a step without a warm-up, from what a runner has just told of it: no telemetry, nothing before it. */
export function summaryOf(step: PlannedStep, runner: RunnerProcess, facts: StepFacts | undefined): StepResult {
  return summarizeStep({
    step,
    chunks: runner.chunks,
    ...(facts === undefined ? {} : { facts }),
    telemetry: [],
    telemetryLosses: {},
    phases: [{ name: 'measured', fromMs: 0, toMs: step.durationSeconds * 1000 }],
    startedAtMs: facts?.measuredFromMs ?? Number.NaN,
    gpu: { present: false, reason: 'none is needed' },
    interrupted: false,
    earlier: [],
  });
}
