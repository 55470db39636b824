import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import { formatBytes } from '../../../core/format/formatBytes.ts';
import { neededMemoryBytes } from './neededMemoryBytes.ts';

/**
 * Says of each model whose largest step cannot fit into the machine's memory how much it would need.
 *
 * @param accepted it may be tried all the same: a warning instead of an error.
 */
export function memoryProblems(
  steps: readonly Omit<PlannedStep, 'id' | 'index'>[],
  memoryBytes: number,
  accepted: boolean,
): PlanProblem[] {
  const largest = new Map<string, { step: Omit<PlannedStep, 'id' | 'index'>; bytes: number }>();
  for (const step of steps) {
    const bytes = neededMemoryBytes(step) ?? 0;
    const key = `${step.target} ${step.model.id}`;
    if (bytes > memoryBytes && bytes > (largest.get(key)?.bytes ?? 0)) largest.set(key, { step, bytes });
  }
  return [...largest.values()].map(({ step, bytes }) => ({
    severity: accepted ? 'warning' : 'error',
    path: 'load.batch',
    value: String(step.load.batchSize),
    message: `${whatNeedsIt(step)} about ${formatBytes(bytes)}, and this machine has ${formatBytes(memoryBytes)}`,
    remedy:
      step.model.architecture === undefined
        ? 'Choose a smaller model. On the command line, --yes tries it all the same.'
        : 'Choose smaller batches or fewer tokens. On the command line, --yes tries it all the same.',
  }));
}

function whatNeedsIt({ model, load, promptTokens, outputTokens }: Omit<PlannedStep, 'id' | 'index'>): string {
  if (model.architecture === undefined) return `${model.name} needs`;
  return `${model.name} with batches of ${load.batchSize} and ${promptTokens + outputTokens} tokens each needs`;
}
