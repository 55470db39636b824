import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { createDummyTarget } from './dummy/createDummyTarget.ts';
import { createOnnxTarget } from './onnx/createOnnxTarget.ts';
import { createOpenAiTarget } from './openai/createOpenAiTarget.ts';
import type { CreateTarget } from './Target.ts';

/** Every engine that a step can be measured on. */
export const targets: Partial<Record<PlannedStep['engine'], CreateTarget>> = {
  dummy: createDummyTarget,
  onnx: createOnnxTarget,
  openai: createOpenAiTarget,
};
