import { Tensor } from 'onnxruntime-node';
import type { ElementType, InputPlan } from '../../../core/contract/modelCard.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

type Numbers =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;
type Elements = Numbers | BigInt64Array | BigUint64Array | string[];

const makers: Record<ElementType, (length: number) => Elements> = {
  float32: (length) => new Float32Array(length),
  float64: (length) => new Float64Array(length),
  float16: (length) => new Uint16Array(length),
  int8: (length) => new Int8Array(length),
  int16: (length) => new Int16Array(length),
  int32: (length) => new Int32Array(length),
  int64: (length) => new BigInt64Array(length),
  uint8: (length) => new Uint8Array(length),
  uint16: (length) => new Uint16Array(length),
  uint32: (length) => new Uint32Array(length),
  uint64: (length) => new BigUint64Array(length),
  bool: (length) => new Uint8Array(length),
  string: (length) => new Array<string>(length).fill(''),
};

/** Makes the inputs of a model as planned. Memory is kept from one request to the next of the same size. */
export class InputFiller {
  readonly #plans: readonly InputPlan[];
  readonly #buffers = new Map<string, Elements>();

  constructor(plans: readonly InputPlan[]) {
    this.#plans = plans;
  }

  /** Inputs for a batch; the same seed gives the same. They are valid until the next call. */
  fill(batchSize: number, seed: number): Record<string, Tensor> {
    const random = new SeededRandom(seed);
    const feeds: Record<string, Tensor> = {};
    for (const plan of this.#plans) {
      const shape = plan.shape.map((size, axis) => (axis === plan.batchAxis ? batchSize : size));
      const elements = this.#buffer(
        plan,
        shape.reduce((product, size) => product * size, 1),
      );
      fillElements(elements, plan, shape.at(-1) ?? 1, random);
      feeds[plan.name] = tensorOf(plan.type, elements, shape);
    }
    return feeds;
  }

  #buffer({ name, type }: InputPlan, length: number): Elements {
    const kept = this.#buffers.get(name);
    if (kept !== undefined && kept.length === length) return kept;
    const made = makers[type](length);
    this.#buffers.set(name, made);
    return made;
  }
}

/** A tensor over elements that are of the type's own kind of array. */
export function tensorOf(type: ElementType, elements: Elements, shape: readonly number[]): Tensor {
  // The library's signatures are one for each type; which array goes with which is what the table above says.
  const make = Tensor as unknown as new (type: ElementType, data: Elements, shape: readonly number[]) => Tensor;
  return new make(type, elements, shape);
}

/** Elements of the given type with these values, in order. */
export function elementsOf(type: ElementType, values: ArrayLike<number>): Elements {
  const elements = makers[type](values.length);
  for (let index = 0; index < values.length; index += 1) set(elements, index, type, values[index] ?? 0);
  return elements;
}

function fillElements(elements: Elements, { fill, type }: InputPlan, rowLength: number, random: SeededRandom): void {
  const isWhole = !type.startsWith('float');
  const draw = (index: number): number => {
    if (fill.kind === 'constant') return fill.value;
    if (fill.kind === 'positions') return index % rowLength;
    const width = fill.maximum - fill.minimum;
    return isWhole
      ? fill.minimum + Math.floor(random.uniform() * (width + 1))
      : fill.minimum + random.uniform() * width;
  };
  for (let index = 0; index < elements.length; index += 1) set(elements, index, type, draw(index));
}

function set(elements: Elements, index: number, type: ElementType, value: number): void {
  if (elements instanceof BigInt64Array || elements instanceof BigUint64Array)
    elements[index] = BigInt(Math.trunc(value));
  else if (Array.isArray(elements)) elements[index] = String(value);
  else elements[index] = type === 'float16' ? halfOf(value) : value;
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Bits of a number as an IEEE 754 half, rounded towards zero; beyond its range infinite, below it zero. */
function halfOf(value: number): number {
  float[0] = value;
  const whole = bits[0] ?? 0;
  const sign = (whole >>> 16) & 0x8000;
  const exponent = ((whole >>> 23) & 0xff) - 112;
  const fraction = whole & 0x7fffff;
  if (exponent === 143) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent > 0) return sign | (exponent << 10) | (fraction >>> 13);
  return exponent < -10 ? sign : sign | ((fraction | 0x800000) >>> (14 - exponent));
}
