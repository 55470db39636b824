import type { PlannedStep } from '../contract/plannedStep.ts';
import { phaseCode, type RecordChunk, recordPhases } from '../contract/RecordChunk.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { StepPhase } from '../contract/scenarioFigures.ts';
import type { GpuPresence, TelemetrySample } from '../contract/telemetryProtocol.ts';
import { summarizeStep } from './summarizeStep.ts';

/** What is stored of a step whose program ended before it did. Times are milliseconds since the run's origin. */
interface CutOffStep {
  step: PlannedStep;
  chunks: readonly RecordChunk[];
  /** Of the whole run. */
  telemetry: readonly TelemetrySample[];
  gpu: GpuPresence;
  cpuGovernor?: string | undefined;
  /** Results of the run's earlier steps. */
  earlier: readonly StepResult[];
}

/**
 * The result of a step that was cut off, as one that was stopped would have it: from its records and telemetry alone, since
 * the runner gave no account. Undefined when no request left a record.
 */
export function summarizeCutOffStep({
  step,
  chunks,
  telemetry,
  gpu,
  cpuGovernor,
  earlier,
}: CutOffStep): StepResult | undefined {
  const phases = phasesOf(chunks);
  const startedAtMs = phases[0]?.fromMs;
  if (startedAtMs === undefined) return undefined;
  const samples = telemetry.filter(({ atMs }) => atMs >= startedAtMs);
  const isServerSeen = samples.some(({ processes }) => processes.some(({ role }) => role === 'engine'));
  return summarizeStep({
    step,
    chunks,
    telemetry: samples,
    ...(isServerSeen ? { serverProcesses: { found: true } } : {}),
    telemetryLosses: {},
    phases: phases.map(({ name, fromMs, toMs }) => ({ name, fromMs: fromMs - startedAtMs, toMs: toMs - startedAtMs })),
    startedAtMs,
    gpu,
    cpuGovernor,
    interrupted: true,
    earlier,
  });
}

/** The phases that requests were sent in: each from its first send to that of the next, the last until the last end. */
function phasesOf(chunks: readonly RecordChunk[]): StepPhase[] {
  const starts = recordPhases.flatMap((name) => {
    const fromMs = smallest(chunks, ({ actualStartMs, phase }, index) =>
      phase[index] === phaseCode[name] ? actualStartMs[index] : undefined,
    );
    return fromMs === undefined ? [] : [{ name, fromMs }];
  });
  const lastEndMs = -(smallest(chunks, ({ endMs }, index) => -(endMs[index] ?? Number.NaN)) ?? 0);
  return starts.map(({ name, fromMs }, index) => ({ name, fromMs, toMs: starts[index + 1]?.fromMs ?? lastEndMs }));
}

function smallest(
  chunks: readonly RecordChunk[],
  valueAt: (chunk: RecordChunk, index: number) => number | undefined,
): number | undefined {
  let least: number | undefined;
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      const value = valueAt(chunk, index);
      if (value !== undefined && !Number.isNaN(value) && (least === undefined || value < least)) least = value;
    }
  }
  return least;
}
