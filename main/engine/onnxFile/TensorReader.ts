import type { ElementType } from '../../../core/contract/modelCard.ts';
import { OnnxFileError } from './OnnxFile.ts';
import type { WireField, WireReader } from './WireReader.ts';

/** Where a tensor's values lie outside the file. */
export interface ExternalPlace {
  tensor: string;
  location: string;
  offsetBytes: number;
  /** Computed from type and shape where the file does not say. */
  lengthBytes: number;
}

const field = { dimensions: 1, type: 2, name: 8, external: 13, dataLocation: 14 } as const;
const dataLocationExternal = 1;
/** The runtime takes eight at most in most operators; this only keeps a hostile file from filling memory. */
const mostDimensions = 64;

/** Counts tensors as they pass, without reading their values. */
export class TensorReader {
  parameters = 0;
  weightBytes = 0;
  readonly places: ExternalPlace[] = [];
  readonly #wire: WireReader;

  constructor(wire: WireReader) {
    this.#wire = wire;
  }

  /** Reads the header of a tensor; gives its name and its sizes. */
  read(start: number, end: number, depth: number): { name: string; shape: number[] } {
    const shape: number[] = [];
    const entries = new Map<string, string>();
    let name = '';
    let typeNumber = 0;
    let isExternal = false;
    this.#wire.fields(start, end, depth, (part) => {
      if (part.number === field.dimensions) shape.push(...this.#wire.integers(part, mostDimensions));
      else if (part.number === field.type) typeNumber = part.value;
      else if (part.number === field.name) name = this.#wire.text(part);
      else if (part.number === field.external) this.#entry(part, depth + 1, entries);
      else if (part.number === field.dataLocation) isExternal = part.value === dataLocationExternal;
      if (shape.length > mostDimensions) throw new OnnxFileError(`has the tensor ${name} of too many dimensions`);
    });
    this.#count(name, shape, typeNumber, isExternal ? entries : null);
    return { name, shape };
  }

  #entry(part: WireField, depth: number, entries: Map<string, string>): void {
    const [key, value] = readPair(this.#wire, part, depth);
    if (entries.size < mostDimensions) entries.set(key, value);
  }

  #count(name: string, shape: readonly number[], typeNumber: number, external: Map<string, string> | null): void {
    const type = tensorTypes.get(typeNumber);
    if (type === undefined) {
      throw new OnnxFileError(
        `has the tensor ${shown(name)} of the element type ${typeNumber}, which ONNX Runtime 1.30 does not know`,
        'Export the model with an older version of the exporter, or in float32.',
      );
    }
    const elements = shape.reduce((product, size) => product * size, 1);
    if (!Number.isSafeInteger(elements) || shape.some((size) => size < 0)) {
      throw new OnnxFileError(`has the tensor ${shown(name)} of the impossible shape [${shape.join(', ')}]`);
    }
    const lengthBytes = Math.ceil((elements * type.bits) / 8);
    this.weightBytes += lengthBytes;
    if (type.isWeight) this.parameters += elements;
    if (external === null) return;
    const place = {
      tensor: name,
      location: external.get('location') ?? '',
      offsetBytes: Number(external.get('offset') ?? 0),
      lengthBytes: Number(external.get('length') ?? lengthBytes),
    };
    if (!isSize(place.offsetBytes) || !isSize(place.lengthBytes) || place.location === '') {
      throw new OnnxFileError(`does not say rightly where the values of the tensor ${shown(name)} lie`);
    }
    this.places.push(place);
  }
}

/** A key and a value (`StringStringEntryProto`). */
export function readPair(wire: WireReader, part: WireField, depth: number): [key: string, value: string] {
  let key = '';
  let value = '';
  wire.fields(part.start, part.end, depth, (entry) => {
    if (entry.number === 1) key = wire.text(entry);
    else if (entry.number === 2) value = wire.text(entry);
  });
  return [key, value];
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function shown(name: string): string {
  return name === '' ? 'without a name' : `"${name.slice(0, 100)}"`;
}

/** An element type of the ONNX format: its name, its size, and what it is called here when the runtime takes it. */
interface TensorType {
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
