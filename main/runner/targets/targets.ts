import type { TargetKindName } from '../../../core/contract/targetKind.ts';
import { dummySide } from './dummy/dummySide.ts';
import { onnxSide } from './onnx/onnxSide.ts';
import { openAiSide } from './openai/openAiSide.ts';
import type { TargetSide } from './TargetSide.ts';

/** Every kind that a step can be measured on. */
const sides: Partial<Record<TargetKindName, TargetSide>> = {
  dummy: dummySide,
  onnx: onnxSide,
  openai: openAiSide,
};

/** How a kind is reached. @throws Error for one that this version does not speak to. */
export function targetSide(kind: TargetKindName): TargetSide {
  const side = sides[kind];
  if (side === undefined) throw new Error(`engine is "${kind}"; known are ${Object.keys(sides).join(', ')}`);
  return side;
}
