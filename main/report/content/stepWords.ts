import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import { formatRate } from '../../../core/format/formatRate.ts';
import { latencyOrigin } from '../../../core/format/latencyOrigin.ts';
import { combinationWords } from '../../../core/format/memoryFitWords.ts';
import { displayText } from '../displayText.ts';
import { measuredSeconds } from './measuredSeconds.ts';

const scenarioWords: Readonly<Record<ScenarioName, string>> = {
  'latency/single_request': 'Latency of one request at a time',
  'latency/concurrent_requests': 'Latency against requests in flight',
  'latency/batch_processing': 'Latency against batch size',
  'throughput/max_throughput': 'Maximum throughput',
  'throughput/sustained_load': 'Sustained load',
  'throughput/burst_handling': 'Bursts',
  'memory/memory_profiling': 'Memory by phase',
  'memory/memory_efficiency': 'Memory per request',
  'memory/memory_scaling': 'Memory against batch and length',
  'production/mixed_workload': 'Mixed workload',
  'production/stress_test': 'Stress test',
  'production/real_world_simulation': 'Real-world simulation',
};

/** What a scenario looks at, as a heading. */
export function scenarioTitle(scenario: ScenarioName): string {
  return scenarioWords[scenario];
}

/** Requests in flight of a closed loop. */
export function inFlightOf(step: StepResult): number {
  return step.level.concurrency ?? step.load.concurrency ?? 1;
}

const requestsInFlight = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'request' : 'requests'} in flight`;

/** Heading of a step: "Latency at 16 requests in flight". */
export function stepTitle(step: StepResult): string {
  switch (step.scenario) {
    case 'latency/single_request':
      return scenarioTitle(step.scenario);
    case 'latency/concurrent_requests':
      return `Latency at ${requestsInFlight(inFlightOf(step))}`;
    case 'latency/batch_processing':
      return `Latency of batches of ${formatCount(step.load.batchSize)}${inFlightOf(step) > 1 ? `, ${formatCount(inFlightOf(step))} in flight` : ''}`;
    case 'memory/memory_efficiency':
      return `Memory with ${requestsInFlight(inFlightOf(step))}`;
    case 'memory/memory_scaling':
      return `Memory of a ${combinationWords(step)}`;
    default:
      return `${scenarioTitle(step.scenario)}, ${displayText(step.level.label, 60)}`;
  }
}

/** The load in as few words as tell it from the run's other loads: "16 in flight", "batches of 8". */
export function shortLoad(step: StepResult): string {
  switch (step.scenario) {
    case 'latency/single_request':
      return 'one at a time';
    case 'latency/concurrent_requests':
      return `${formatCount(inFlightOf(step))} in flight`;
    case 'latency/batch_processing':
      return `batches of ${formatCount(step.load.batchSize)}${inFlightOf(step) > 1 ? `, ${formatCount(inFlightOf(step))} in flight` : ''}`;
    default:
      return displayText(step.level.label, 40);
  }
}

/** How the load was made and what its latency counts, in two or three sentences. */
export function loadSentences(step: StepResult): string {
  const { load } = step;
  const parts = [load.loop === 'closed' ? 'Closed loop' : 'Open loop'];
  if (load.loop === 'closed') parts.push(`${formatCount(inFlightOf(step))} in flight`);
  else if (load.ratePerSecond !== undefined) parts.push(formatRate(load.ratePerSecond));
  if (load.arrival !== undefined) parts.push(`${displayText(load.arrival, 30)} arrivals`);
  if (load.traffic !== undefined) parts.push(`traffic ${displayText(load.traffic, 60)}`);
  if (load.batchSize > 1) parts.push(`batches of ${formatCount(load.batchSize)}`);
  if (step.ttftMs !== undefined) parts.push('streamed');
  if (load.promptTokens !== undefined && load.outputTokens !== undefined) {
    parts.push(`${formatCount(load.promptTokens)} tokens in and ${formatCount(load.outputTokens)} out`);
  }
  parts.push(`seed ${load.seed}`);
  const warmUp =
    load.warmupSeconds > 0 ? `, after ${formatDuration(load.warmupSeconds)} of warm-up that does not count` : '';
  return `${parts.join(', ')}. Latency counts ${latencyOrigin(load.loop)}. Measured for ${formatDuration(measuredSeconds(step) ?? load.durationSeconds)}${warmUp}.`;
}
