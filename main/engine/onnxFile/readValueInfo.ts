import type { ModelDimension, ModelValue } from './OnnxFile.ts';
import { OnnxFileError } from './OnnxFileError.ts';
import { tensorTypes } from './tensorTypes.ts';
import type { WireReader } from './WireReader.ts';

const otherTypes: Readonly<Record<number, string>> = { 4: 'sequence', 5: 'map', 8: 'sparse tensor', 9: 'optional' };
const mostDimensions = 64;

/** Reads the declaration of an input or output (`ValueInfoProto`). */
export function readValueInfo(wire: WireReader, start: number, end: number, depth: number): ModelValue {
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
