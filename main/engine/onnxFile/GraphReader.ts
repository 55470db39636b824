import { type ModelDimension, type ModelValue, OnnxFileError } from './OnnxFile.ts';
import { TensorReader, tensorTypes } from './TensorReader.ts';
import type { WireField, WireReader } from './WireReader.ts';

const graphField = { node: 1, initializer: 5, input: 11, output: 12, sparseInitializer: 15 } as const;
const nodeField = { input: 1, output: 2, operator: 4, attribute: 5, domain: 7 } as const;
const attributeField = { tensor: 5, graph: 6, tensors: 10, graphs: 11, sparseTensor: 22 } as const;
const functionNode = 7;
/** Operators that hand token ids on as they are, on the way from the input to the table of embeddings. */
const passing = new Set(['Cast', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze', 'Transpose', 'Flatten']);
/** Names that are kept. The largest models have a few thousand of each. */
const mostNames = 1_000_000;

/** Walks the graphs of a model: counts operators, collects inputs, outputs and tensors. */
export class GraphReader {
  readonly tensors: TensorReader;
  readonly operators = new Map<string, number>();
  readonly outputs: ModelValue[] = [];
  readonly #inputs: ModelValue[] = [];
  readonly #wire: WireReader;
  /** Rows of each matrix among the initializers of the main graph, by name; null for what is no matrix. */
  readonly #initializers = new Map<string, number | null>();
  /** Which value another one is made of without a change to its numbers. */
  readonly #origins = new Map<string, string>();
  readonly #lookups: { table: string; ids: string }[] = [];

  constructor(wire: WireReader) {
    this.#wire = wire;
    this.tensors = new TensorReader(wire);
  }

  /** Inputs that have to be fed: older files list initializers among the inputs. */
  inputs(): ModelValue[] {
    return this.#inputs.filter(({ name }) => !this.#initializers.has(name));
  }

  /** Rows of the table that each input looks up in, where that can be followed. */
  vocabularies(): Record<string, number> {
    const vocabularies: [string, number][] = [];
    for (const { table, ids } of this.#lookups) {
      const rows = this.#initializers.get(table);
      if (rows !== undefined && rows !== null) vocabularies.push([this.#originOf(ids), rows]);
    }
    const names = new Set(this.inputs().map(({ name }) => name));
    return Object.fromEntries(vocabularies.filter(([name]) => names.has(name)).reverse());
  }

  readGraph(part: WireField, depth: number): void {
    const isMain = depth === 1;
    this.#wire.fields(part.start, part.end, depth, (field) => {
      const { start, end } = field;
      if (field.number === graphField.node) this.#readNode(field, depth + 1, isMain);
      else if (field.number === graphField.initializer) this.#readInitializer(field, depth + 1, isMain);
      else if (field.number === graphField.sparseInitializer) this.#readSparse(field, depth + 1, isMain);
      else if (!isMain) return;
      else if (field.number === graphField.input) this.#inputs.push(readValueInfo(this.#wire, start, end, depth + 1));
      else if (field.number === graphField.output) this.outputs.push(readValueInfo(this.#wire, start, end, depth + 1));
      if (this.#inputs.length > mostNames || this.outputs.length > mostNames)
        throw new OnnxFileError('has too many inputs');
    });
  }

  readFunction(part: WireField): void {
    this.#wire.fields(part.start, part.end, 1, (field) => {
      if (field.number === functionNode) this.#readNode(field, 2, false);
    });
  }

  #readInitializer(part: WireField, depth: number, isMain: boolean): void {
    const { name, shape } = this.tensors.read(part.start, part.end, depth);
    if (isMain) this.#keep(this.#initializers, name, shape.length === 2 ? (shape[0] ?? null) : null);
  }

  /** Values and their places are each a tensor; the name is that of the values. */
  #readSparse(part: WireField, depth: number, isMain: boolean): void {
    this.#wire.fields(part.start, part.end, depth, (field) => {
      if (field.number !== 1 && field.number !== 2) return;
      const { name } = this.tensors.read(field.start, field.end, depth + 1);
      if (isMain && field.number === 1) this.#keep(this.#initializers, name, null);
    });
  }

  #readNode(part: WireField, depth: number, isMain: boolean): void {
    const inputs: string[] = [];
    let output = '';
    let operator = '';
    let domain = '';
    this.#wire.fields(part.start, part.end, depth, (field) => {
      if (field.number === nodeField.input && inputs.length < 2) inputs.push(this.#wire.text(field));
      else if (field.number === nodeField.output && output === '') output = this.#wire.text(field);
      else if (field.number === nodeField.operator) operator = this.#wire.text(field);
      else if (field.number === nodeField.domain) domain = this.#wire.text(field);
      else if (field.number === nodeField.attribute) this.#readAttribute(field, depth + 1);
    });
    if (operator === '') throw new OnnxFileError(`has a node without an operator at byte ${part.start}`);
    const name = domain === '' || domain === 'ai.onnx' ? operator : `${domain}.${operator}`;
    this.#keep(this.operators, name, (this.operators.get(name) ?? 0) + 1);
    if (!isMain) return;
    const [first = '', second = ''] = inputs;
    if (operator === 'Gather' && this.#lookups.length < mostNames) this.#lookups.push({ table: first, ids: second });
    if (passing.has(operator)) this.#keep(this.#origins, output, first);
  }

  #readAttribute(part: WireField, depth: number): void {
    this.#wire.fields(part.start, part.end, depth, (field) => {
      switch (field.number) {
        case attributeField.tensor:
        case attributeField.tensors:
          this.tensors.read(field.start, field.end, depth + 1);
          break;
        case attributeField.graph:
        case attributeField.graphs:
          this.readGraph(field, depth + 1);
          break;
        case attributeField.sparseTensor:
          this.#readSparse(field, depth + 1, false);
          break;
        default:
      }
    });
  }

  #originOf(name: string): string {
    let origin = name;
    // A damaged file can go round in circles.
    for (let hops = 0; hops < 100; hops += 1) {
      const before = this.#origins.get(origin);
      if (before === undefined) return origin;
      origin = before;
    }
    return origin;
  }

  #keep<Value>(map: Map<string, Value>, name: string, value: Value): void {
    if (map.size >= mostNames) throw new OnnxFileError(`has more than ${mostNames} names`);
    map.set(name, value);
  }
}

const otherTypes: Readonly<Record<number, string>> = { 4: 'sequence', 5: 'map', 8: 'sparse tensor', 9: 'optional' };
const mostDimensions = 64;

/** Reads the declaration of an input or output (`ValueInfoProto`). */
function readValueInfo(wire: WireReader, start: number, end: number, depth: number): ModelValue {
  const value: ModelValue = { name: '', type: 'unknown', shape: null };
  wire.fields(start, end, depth, (part) => {
    if (part.number === 1) value.name = wire.text(part);
    else if (part.number === 2) readType(wire, part.start, part.end, depth + 1, value);
  });
  return value;
}

function readType(wire: WireReader, start: number, end: number, depth: number, value: ModelValue): void {
  wire.fields(start, end, depth, (part) => {
    if (part.number !== 1) {
      value.type = otherTypes[part.number] ?? value.type;
      return;
    }
    wire.fields(part.start, part.end, depth + 1, (tensor) => {
      if (tensor.number === 1) {
        const type = tensorTypes.get(tensor.value);
        value.type = type?.name ?? `element type ${tensor.value}`;
        if (type?.element !== undefined) value.element = type.element;
      } else if (tensor.number === 2) value.shape = readShape(wire, tensor.start, tensor.end, depth + 2);
    });
  });
}

function readShape(wire: WireReader, start: number, end: number, depth: number): ModelDimension[] {
  const shape: ModelDimension[] = [];
  wire.fields(start, end, depth, (part) => {
    if (part.number !== 1) return;
    let dimension: ModelDimension = null;
    wire.fields(part.start, part.end, depth + 1, (size) => {
      if (size.number === 1) dimension = size.value >= 0 ? size.value : null;
      else if (size.number === 2) dimension = wire.text(size) || null;
    });
    if (shape.length === mostDimensions)
      throw new OnnxFileError(`has a value of more than ${mostDimensions} dimensions`);
    shape.push(dimension);
  });
  return shape;
}
