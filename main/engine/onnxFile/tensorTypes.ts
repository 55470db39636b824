import type { ElementType } from '../../../core/contract/modelCard.ts';

/** An element type of the ONNX format: its name, its size, and what it is called here when the runtime takes it. */
export interface TensorType {
  name: string;
  bits: number;
  /** Absent for what the runtime's binding cannot feed or read. */
  element?: ElementType;
  /** Whether tensors of it are weights; 32 and 64-bit integers, bools and texts are shapes, indexes and vocabularies. */
  isWeight: boolean;
}

const usable = (element: ElementType, bits: number, isWeight: boolean): TensorType => ({
  name: element,
  bits,
  element,
  isWeight,
});
const foreign = (name: string, bits: number): TensorType => ({ name, bits, isWeight: true });

/** By the numbers of `TensorProto.DataType` in onnx.proto. */
export const tensorTypes: ReadonlyMap<number, TensorType> = new Map([
  [1, usable('float32', 32, true)],
  [2, usable('uint8', 8, true)],
  [3, usable('int8', 8, true)],
  [4, usable('uint16', 16, true)],
  [5, usable('int16', 16, true)],
  [6, usable('int32', 32, false)],
  [7, usable('int64', 64, false)],
  [8, usable('string', 0, false)],
  [9, usable('bool', 8, false)],
  [10, usable('float16', 16, true)],
  [11, usable('float64', 64, true)],
  [12, usable('uint32', 32, false)],
  [13, usable('uint64', 64, false)],
  [14, foreign('complex64', 64)],
  [15, foreign('complex128', 128)],
  [16, foreign('bfloat16', 16)],
  [17, foreign('float8e4m3fn', 8)],
  [18, foreign('float8e4m3fnuz', 8)],
  [19, foreign('float8e5m2', 8)],
  [20, foreign('float8e5m2fnuz', 8)],
  [21, foreign('uint4', 4)],
  [22, foreign('int4', 4)],
  [23, foreign('float4e2m1', 4)],
  [24, foreign('float8e8m0', 8)],
  [25, foreign('uint2', 2)],
  [26, foreign('int2', 2)],
]);
