import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import { latencyOrigin } from '../../../core/format/latency.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { formatRate } from '../../../core/format/quantities.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { displayText } from '../displayText.ts';

/** Heading of a step: "Latency at 16 requests in flight". */
export function stepTitle(step: StepResult): string {
  const { title, answer } = scenarioNamed(step.scenario);
  return answer.stepTitle?.(step) ?? `${title}, ${displayText(step.level.label, 60)}`;
}

/** The load in as few words as tell it from the run's other loads: "16 in flight", "batches of 8". */
export function shortLoad(step: StepResult): string {
  return scenarioNamed(step.scenario).answer.shortLoad?.(step) ?? displayText(step.level.label, 40);
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

/** How long a step counted requests, all its measured phases together; undefined when it has none. */
export function measuredSeconds(step: StepResult): number | undefined {
  const measured = step.phases.filter(({ name }) => name === 'measured');
  if (measured.length === 0) return undefined;
  return measured.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs), 0) / 1000;
}
