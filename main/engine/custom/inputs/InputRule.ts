import type { ElementType, InputPlan } from '../../../../core/contract/modelCard.ts';
import type { ModelDimension } from '../../onnxFile/OnnxFile.ts';

/** An input as a rule sees it. */
export interface RuleInput {
  /** In lower case. */
  name: string;
  type: ElementType;
  shape: readonly ModelDimension[];
  /** Rows of the table that it looks up in, where that is known. */
  vocabulary: number | undefined;
  /** Names of all inputs of the model, in lower case. */
  siblings: ReadonlySet<string>;
}

/** What a rule makes of an input. */
export interface InputDecision {
  fill: InputPlan['fill'];
  /** Size of a dimension that the model leaves open and that is not the batch. */
  openSize: (axis: number) => number;
  /** Completes "filled as …". */
  rule: string;
}

/** Decides by name, type and shape; null when the input is not of its kind. */
export type InputRule = (input: RuleInput) => InputDecision | null;

/** Length of what a model leaves open: tokens of a sequence, steps of a series. */
export const openLength = 50;

export function isFloat(type: ElementType): boolean {
  return type === 'float32' || type === 'float64' || type === 'float16';
}

export function isInteger(type: ElementType): boolean {
  return type !== 'bool' && type !== 'string' && !isFloat(type);
}
