import type { PlannedModel, PlannedStep } from '../../../core/contract/plannedStep.ts';

type Overrides = Partial<Omit<PlannedStep, 'model' | 'load'>> & {
  model?: Partial<PlannedModel>;
  load?: Partial<PlannedStep['load']>;
};

/** A step on the 5 ms dummy, one in flight, unless told otherwise. */
export function dummyStep({ model, load, ...step }: Overrides = {}): PlannedStep {
  return {
    id: 'step-1',
    index: 0,
    target: 'dummy',
    engine: 'dummy',
    model: { id: 'dummy_small', name: 'Dummy Small', type: 'dummy', latencyMs: 5, temperature: 1, topP: 1, ...model },
    scenario: 'latency/single_request',
    level: { label: '1 in flight', concurrency: 1 },
    load: { loop: 'closed', concurrency: 1, batchSize: 1, seed: 42, ...load },
    warmupSeconds: 0,
    durationSeconds: 1,
    promptTokens: 10,
    outputTokens: 10,
    timeoutSeconds: 10,
    threads: 1,
    stream: true,
    ...step,
  };
}

/** A step on the embedded engine. */
export function onnxStep({ model, load, ...step }: Overrides = {}): PlannedStep {
  return dummyStep({
    target: 'onnx',
    engine: 'onnx',
    outputTokens: 4,
    ...step,
    load: load ?? {},
    model: { id: 'distilgpt2', name: 'DistilGPT-2', type: 'transformer', ...model },
  });
}

/** A step on a server that speaks OpenAI's protocol. */
export function openAiStep({ model, load, ...step }: Overrides = {}): PlannedStep {
  return dummyStep({
    target: 'openai',
    engine: 'openai',
    endpoint: 'chat',
    outputTokens: 4,
    ...step,
    load: load ?? {},
    model: { id: 'planted', name: 'planted', type: 'transformer', ...model },
  });
}
