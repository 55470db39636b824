import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

type Architecture = NonNullable<PlannedStep['model']['architecture']>;

/** What the built-in graphs are made of, as far as memory goes. */
const sizes: Readonly<Record<Architecture, { parameters: number; layers: number; hidden: number }>> = {
  gpt2: { parameters: 124_439_808, layers: 12, hidden: 768 },
  distilgpt2: { parameters: 81_912_576, layers: 6, hidden: 768 },
};
const bytesPerNumber = 4;
const vocabulary = 50_257;
/** The engine's process with its runtime, without a model: measured. */
const processBytes = 250 * 1024 * 1024;
/** What the runtime holds beside the kept keys and values while it works on them, as a share of these: measured. */
const workingShare = 0.25;

/**
 * About the memory that the engine needs for a step: its weights, the keys and values of one request, and what the runtime
 * works with. Requests in flight do not count, since the engine works on one at a time. Of files it is what their card
 * says, without what grows with the input. Undefined where nothing is loaded.
 *
 * Variants are counted like float32: the reference that they are held against is loaded, too, before they are measured.
 */
export function neededMemoryBytes(
  step: Pick<PlannedStep, 'engine' | 'model' | 'load' | 'promptTokens' | 'outputTokens'>,
): number | undefined {
  const { architecture, neededMemoryBytes: ofCard } = step.model;
  if (step.engine !== 'onnx') return undefined;
  if (architecture === undefined) return ofCard;
  const size = sizes[architecture];
  const tokens = (step.promptTokens + step.outputTokens) * step.load.batchSize;
  const keysAndValues = 2 * size.layers * size.hidden * tokens;
  const logits = 2 * vocabulary * step.load.batchSize;
  const growing = bytesPerNumber * (keysAndValues * (1 + workingShare) + logits);
  return Math.max(ofCard ?? 0, processBytes + bytesPerNumber * size.parameters) + growing;
}
