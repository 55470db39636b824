import type { PlannedStep } from '../../../../core/contract/plannedStep.ts';

/** A planned step of the embedded engine, with what a test cares about changed. */
export function plannedStepFor(index: number, change: Partial<PlannedStep> = {}): PlannedStep {
  return {
    id: `step-${index + 1}`,
    index,
    target: 'onnx',
    engine: 'onnx',
    model: { id: 'gpt2', name: 'GPT-2', type: 'transformer', temperature: 0.7, topP: 0.9 },
    scenario: 'latency/concurrent_requests',
    level: { label: '2 in flight', concurrency: 2 },
    load: { loop: 'closed', concurrency: 2, batchSize: 1, seed: 42 },
    warmupSeconds: 1,
    durationSeconds: 5,
    promptTokens: 16,
    outputTokens: 4,
    timeoutSeconds: 60,
    threads: 1,
    stream: true,
    ...change,
  };
}
