/** Tensor element types of the ONNX format, by its own numbers. */
export const elementType = {
  float: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  double: 11,
  uint32: 12,
  uint64: 13,
  complex64: 14,
  bfloat16: 16,
} as const;
export type ElementType = keyof typeof elementType;

/** A dimension is a number, or a name where it varies. */
type Dimension = number | string;

/** Where the values of a tensor lie outside the model: a file beside it, and the bytes within. */
export interface ExternalData {
  fileName: string;
  offsetBytes: number;
  lengthBytes: number;
}

/** An operator of the standard, by its name, or one of another set of operators. */
export type Operator = string | { domain: string; name: string };

type AttributeValue = number | { float: number } | string | readonly number[];

/** Field numbers of onnx.proto that are written here. */
const field = {
  model: { irVersion: 1, producer: 2, graph: 7, operatorSet: 8 },
  operatorSet: { domain: 1, version: 2 },
  graph: { node: 1, name: 2, initializer: 5, input: 11, output: 12 },
  node: { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 },
  attribute: { name: 1, float: 2, integer: 3, text: 4, integers: 8, type: 20 },
  tensor: { dimension: 1, elementType: 2, name: 8, rawData: 9, externalData: 13, dataLocation: 14 },
  entry: { key: 1, value: 2 },
  value: { name: 1, type: 2 },
  type: { tensor: 1 },
  tensorType: { elementType: 1, shape: 2 },
  shape: { dimension: 1 },
  dimension: { value: 1, name: 2 },
} as const;

const attributeType = { float: 1, integer: 2, text: 3, integers: 7 } as const;
const dataLocationExternal = 1;
/** Version 9 of the file format goes with operator set 20, the first that has Gelu; every later runtime reads both. */
export const irVersion = 9;
const operatorSetVersion = 20;
/** Of every set of operators that is not the standard's: there is no other version yet. */
const otherSetVersion = 1;

/**
 * An ONNX model under construction. Tensors are named by strings; `node` returns the name of
 * its output, so that building reads like the formula. `encode` gives the bytes of the model file.
 */
export class OnnxGraph {
  readonly #name: string;
  readonly #nodes: ProtobufMessage[] = [];
  readonly #initializers: ProtobufMessage[] = [];
  readonly #inputs: ProtobufMessage[] = [];
  readonly #outputs: ProtobufMessage[] = [];
  readonly #domains = new Set<string>();
  readonly #operatorCounts = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, type: ElementType, shape: readonly Dimension[]): void {
    this.#inputs.push(valueInfo(name, type, shape));
  }

  output(name: string, type: ElementType, shape: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** Operators so far and how many there are of each, the most frequent first; other sets' with their domain before. */
  get operatorCounts(): { name: string; count: number }[] {
    return [...this.#operatorCounts]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  }

  /** Sets of operators that the graph needs, the standard first under the name ''. */
  get operatorSets(): { domain: string; version: number }[] {
    const others = [...this.#domains].map((domain) => ({ domain, version: otherSetVersion }));
    return [{ domain: '', version: operatorSetVersion }, ...others];
  }

  /** A parameter of the model whose values lie in a file. */
  parameter(name: string, type: ElementType, shape: readonly number[], data: ExternalData): void {
    const tensor = tensorHeader(name, type, shape);
    const entries = { location: data.fileName, offset: data.offsetBytes, length: data.lengthBytes };
    for (const [key, value] of Object.entries(entries)) {
      const entry = new ProtobufMessage().text(field.entry.key, key).text(field.entry.value, String(value));
      tensor.message(field.tensor.externalData, entry);
    }
    this.#initializers.push(tensor.integer(field.tensor.dataLocation, dataLocationExternal));
  }

  /** A constant of 64-bit integers: a vector, or a scalar when one number is given. */
  integers(name: string, values: number | readonly number[]): void {
    const list = typeof values === 'number' ? [values] : values;
    const raw = new Uint8Array(BigInt64Array.from(list, BigInt).buffer);
    const tensor = tensorHeader(name, 'int64', typeof values === 'number' ? [] : [list.length]);
    this.#initializers.push(tensor.bytes(field.tensor.rawData, raw));
  }

  /** A constant float scalar. */
  float(name: string, value: number): void {
    const raw = new Uint8Array(Float32Array.of(value).buffer);
    this.#initializers.push(tensorHeader(name, 'float', []).bytes(field.tensor.rawData, raw));
  }

  /** Adds an operator with one output, named `name`, and returns that name. */
  node(
    operator: Operator,
    inputs: readonly string[],
    name: string,
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): string {
    this.nodeOf(operator, inputs, [name], attributes);
    return name;
  }

  /** Adds an operator with several outputs. An input that is left out is named ''. */
  nodeOf(
    operator: Operator,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): void {
    const { domain, name: operatorName } = typeof operator === 'string' ? { domain: '', name: operator } : operator;
    const counted = domain === '' ? operatorName : `${domain}.${operatorName}`;
    this.#operatorCounts.set(counted, (this.#operatorCounts.get(counted) ?? 0) + 1);
    const node = new ProtobufMessage();
    for (const input of inputs) node.text(field.node.input, input);
    for (const output of outputs) node.text(field.node.output, output);
    const nodeName = `${operatorName}:${outputs[0] ?? this.#nodes.length}`;
    node.text(field.node.name, nodeName).text(field.node.operator, operatorName);
    if (domain !== '') {
      node.text(field.node.domain, domain);
      this.#domains.add(domain);
    }
    for (const [name, value] of Object.entries(attributes)) {
      node.message(field.node.attribute, attributeOf(name, value));
    }
    this.#nodes.push(node);
  }

  encode(): Uint8Array {
    const graph = new ProtobufMessage();
    for (const node of this.#nodes) graph.message(field.graph.node, node);
    graph.text(field.graph.name, this.#name);
    for (const initializer of this.#initializers) graph.message(field.graph.initializer, initializer);
    for (const input of this.#inputs) graph.message(field.graph.input, input);
    for (const output of this.#outputs) graph.message(field.graph.output, output);
    const model = new ProtobufMessage()
      .integer(field.model.irVersion, irVersion)
      .text(field.model.producer, 'inferneo-bench')
      .message(field.model.graph, graph);
    for (const { domain, version } of this.operatorSets) {
      const set = new ProtobufMessage();
      if (domain !== '') set.text(field.operatorSet.domain, domain);
      model.message(field.model.operatorSet, set.integer(field.operatorSet.version, version));
    }
    return model.finish();
  }
}

function tensorHeader(name: string, type: ElementType, shape: readonly number[]): ProtobufMessage {
  const tensor = new ProtobufMessage();
  for (const dimension of shape) tensor.integer(field.tensor.dimension, dimension);
  return tensor.integer(field.tensor.elementType, elementType[type]).text(field.tensor.name, name);
}

function valueInfo(name: string, type: ElementType, dimensions: readonly Dimension[]): ProtobufMessage {
  const shape = new ProtobufMessage();
  for (const dimension of dimensions) {
    const encoded = new ProtobufMessage();
    if (typeof dimension === 'number') encoded.integer(field.dimension.value, dimension);
    else encoded.text(field.dimension.name, dimension);
    shape.message(field.shape.dimension, encoded);
  }
  const tensorType = new ProtobufMessage()
    .integer(field.tensorType.elementType, elementType[type])
    .message(field.tensorType.shape, shape);
  return new ProtobufMessage()
    .text(field.value.name, name)
    .message(field.value.type, new ProtobufMessage().message(field.type.tensor, tensorType));
}

function attributeOf(name: string, value: AttributeValue): ProtobufMessage {
  const attribute = new ProtobufMessage().text(field.attribute.name, name);
  if (typeof value === 'number') {
    return attribute.integer(field.attribute.integer, value).integer(field.attribute.type, attributeType.integer);
  }
  if (typeof value === 'string') {
    return attribute.text(field.attribute.text, value).integer(field.attribute.type, attributeType.text);
  }
  if ('float' in value) {
    return attribute.float(field.attribute.float, value.float).integer(field.attribute.type, attributeType.float);
  }
  for (const item of value) attribute.integer(field.attribute.integers, item);
  return attribute.integer(field.attribute.type, attributeType.integers);
}

const wireTypeVarint = 0;
const wireTypeLengthDelimited = 2;
const wireTypeFixed32 = 5;

const textEncoder = new TextEncoder();

/**
 * One protocol buffer message under construction. It writes the four shapes that an ONNX file is made of (varints,
 * 32-bit floats, byte strings, nested messages); `finish` gives the encoded bytes. Fields are written in call order.
 */
export class ProtobufMessage {
  readonly #chunks: Uint8Array[] = [];

  /** A signed 64-bit integer (int32, int64 and enum fields). Negative values take ten bytes, as the format demands. */
  integer(field: number, value: number): this {
    if (!Number.isSafeInteger(value)) throw new RangeError(`field ${field}: ${value} is not an integer`);
    this.#tag(field, wireTypeVarint);
    this.#chunks.push(encodeVarint(BigInt.asUintN(64, BigInt(value))));
    return this;
  }

  float(field: number, value: number): this {
    this.#tag(field, wireTypeFixed32);
    const chunk = new Uint8Array(4);
    new DataView(chunk.buffer).setFloat32(0, value, true);
    this.#chunks.push(chunk);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, wireTypeLengthDelimited);
    this.#chunks.push(encodeVarint(BigInt(value.length)), value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, textEncoder.encode(value));
  }

  message(field: number, value: ProtobufMessage): this {
    return this.bytes(field, value.finish());
  }

  /** The encoded message: a fresh copy, in the order in which fields were written. */
  finish(): Uint8Array {
    const length = this.#chunks.reduce((total, chunk) => total + chunk.length, 0);
    const encoded = new Uint8Array(length);
    let offset = 0;
    for (const chunk of this.#chunks) {
      encoded.set(chunk, offset);
      offset += chunk.length;
    }
    return encoded;
  }

  #tag(field: number, wireType: number): void {
    this.#chunks.push(encodeVarint(BigInt(field * 8 + wireType)));
  }
}

function encodeVarint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
