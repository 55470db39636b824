import { outcomeCode } from '../../contract/RecordChunk.ts';
import type { StepPhase } from '../../contract/scenarioFigures.ts';
import { elementAt } from '../../statistics/arrays.ts';
import { toDistributionDocument } from '../../statistics/distributionDocument.ts';
import { summarizeSamples } from '../../statistics/summarizeSamples.ts';
import { type MemoryObservation, memoryLevelsOf } from '../memory/memoryLevels.ts';
import { type OrderedRequests, offeredAt, type PhaseWindow, succeededWithin } from './orderedRequests.ts';

interface PhaseEvidence {
  /** As the run saw them, with one `measured` for all that is counted; milliseconds since the step's start. */
  readonly seen: readonly StepPhase[];
  /** Those of the load; none where it is even. */
  readonly windows: readonly PhaseWindow[];
  readonly requests: OrderedRequests;
  /** The latency beyond which a request is late; undefined where there is none to hold it against. */
  readonly lateMs: number | undefined;
  readonly startedAtMs: number;
  readonly telemetry: Omit<MemoryObservation, 'window'>;
}

/**
 * The phases of a step: as they were seen, with those of its load instead of the one that is measured, each with the
 * figures of the requests that were due in it. Memory is that of all phases, counted or not, where the load has phases or
 * a part of the step does not count.
 */
export function stepPhases(evidence: PhaseEvidence): StepPhase[] {
  const { seen, windows } = evidence;
  const hasParts = windows.length > 0 || seen.some(({ counted }) => counted === false);
  if (!hasParts) return [...seen];
  return seen
    .flatMap((phase) => (phase.name === 'measured' && windows.length > 0 ? loadPhases(evidence) : [phase]))
    .map((phase) => ({ ...phase, memory: memoryOf(phase, evidence) }));
}

function memoryOf({ fromMs, toMs }: StepPhase, { telemetry, startedAtMs }: PhaseEvidence): StepPhase['memory'] {
  const window = { fromMs: fromMs + startedAtMs, toMs: toMs + startedAtMs };
  return { ...memoryLevelsOf({ ...telemetry, window }) };
}

function loadPhases({ windows, requests, lateMs, startedAtMs }: PhaseEvidence): StepPhase[] {
  return windows.map((window): StepPhase => {
    const { phase, fromMs, toMs, first, past } = window;
    const isOpen = phase.ratePerSecond !== undefined;
    const seconds = (toMs - fromMs) / 1000;
    const hasLoad = isOpen || (phase.concurrency ?? 0) > 0;
    return {
      name: phase.name,
      fromMs: fromMs - startedAtMs,
      toMs: toMs - startedAtMs,
      ...(isOpen ? { offeredPerSecond: (offeredAt(window, fromMs) + offeredAt(window, toMs)) / 2 } : {}),
      ...figuresOf(requests, first, past),
      ...(hasLoad && seconds > 0 ? { requestsPerSecond: succeededWithin(requests, fromMs, toMs) / seconds } : {}),
      ...(lateMs === undefined || past === first ? {} : { lateShare: lateAmong(requests, window, lateMs) }),
    };
  });
}

function figuresOf(
  requests: OrderedRequests,
  first: number,
  past: number,
): Pick<StepPhase, 'requests' | 'latencyMs' | 'successLatencyMs' | 'ttftMs'> {
  const counts = { ok: 0, failed: 0, timedOut: 0, dropped: 0 };
  for (let index = first; index < past; index += 1) {
    const outcome = elementAt(requests.outcome, index);
    if (outcome === outcomeCode.ok) counts.ok += 1;
    else if (outcome === outcomeCode.failed) counts.failed += 1;
    else if (outcome === outcomeCode.timedOut) counts.timedOut += 1;
    else counts.dropped += 1;
  }
  const latencyMs = requests.latencyMs.slice(first, past);
  // Without a single first token nobody saw any: the failed ones are no distribution.
  const ttftMs = requests.ttftMs.slice(first, past).filter((value) => !Number.isNaN(value));
  const ok = latencyMs.filter(Number.isFinite);
  return {
    requests: { sent: counts.ok + counts.failed + counts.timedOut, ...counts },
    ...distribution('latencyMs', ok, latencyMs.length - ok.length),
    ...(ok.length < latencyMs.length ? distribution('successLatencyMs', ok, 0) : {}),
    ...(ttftMs.some(Number.isFinite) ? distribution('ttftMs', ttftMs, 0) : {}),
  };
}

function distribution(
  name: 'latencyMs' | 'successLatencyMs' | 'ttftMs',
  samplesMs: Float64Array,
  failures: number,
): Partial<StepPhase> {
  const summary = summarizeSamples(samplesMs, { failures });
  return summary === undefined ? {} : { [name]: toDistributionDocument(summary) };
}

function lateAmong({ latencyMs }: OrderedRequests, { first, past }: PhaseWindow, lateMs: number): number {
  return latencyMs.subarray(first, past).filter((latency) => latency > lateMs).length / (past - first);
}
