import { DamagedChunk } from './chunkFrame.ts';

/** Takes columns out of a body, in the order in which `ColumnWriter` added them. */
export class ColumnReader {
  readonly #body: Uint8Array;
  #offset = 0;

  constructor(body: Uint8Array) {
    this.#body = body;
  }

  /** The next column, of `count` values. @throws DamagedChunk when the body ends before it. */
  float64(count: number): Float64Array<ArrayBuffer> {
    return this.#fill(new Float64Array(this.#room(count, 8)));
  }

  float32(count: number): Float32Array<ArrayBuffer> {
    return this.#fill(new Float32Array(this.#room(count, 4)));
  }

  uint32(count: number): Uint32Array<ArrayBuffer> {
    return this.#fill(new Uint32Array(this.#room(count, 4)));
  }

  uint16(count: number): Uint16Array<ArrayBuffer> {
    return this.#fill(new Uint16Array(this.#room(count, 2)));
  }

  uint8(count: number): Uint8Array<ArrayBuffer> {
    return this.#fill(new Uint8Array(this.#room(count, 1)));
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#body.length;
  }

  /** Says that the last column has been read. @throws DamagedChunk when bytes are left over. */
  end(): void {
    const left = this.#body.length - this.#offset;
    if (left !== 0) throw new DamagedChunk(`${left} bytes follow its last column`);
  }

  /** Checked before anything of that size is made: a wrong count must not ask for all memory. */
  #room(count: number, width: number): number {
    const left = this.#body.length - this.#offset;
    if (count * width > left) throw new DamagedChunk(`a column needs ${count * width} bytes where ${left} are left`);
    return count;
  }

  #fill<Kind extends Column>(column: Kind): Kind {
    const width = column.BYTES_PER_ELEMENT;
    const count = column.length;
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    const planes = this.#body.subarray(this.#offset, this.#offset + column.byteLength);
    for (let plane = 0; plane < width; plane += 1) {
      const start = plane * count;
      for (let index = 0, to = plane; index < count; index += 1, to += width) {
        bytes[to] = planes[start + index] as number;
      }
    }
    this.#offset += column.byteLength;
    return column;
  }
}

/** A column of numbers as a chunk stores it. */
export type Column = Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * Collects columns into one body. Each is written as byte planes: first the lowest byte of every value, then the next, up
 * to the highest. High bytes of neighbouring values are alike, so that the planes compress where whole values do not, and
 * every bit survives, those of NaN included. Little-endian, as is every machine that this runs on.
 */
export class ColumnWriter {
  readonly #columns: Column[] = [];
  #bytes = 0;

  add(column: Column): void {
    this.#columns.push(column);
    this.#bytes += column.byteLength;
  }

  /** The body: all columns in the order in which they were added. */
  body(): Uint8Array {
    const body = new Uint8Array(this.#bytes);
    let offset = 0;
    for (const column of this.#columns) {
      scatter(column, body.subarray(offset, offset + column.byteLength));
      offset += column.byteLength;
    }
    return body;
  }
}

function scatter(column: Column, planes: Uint8Array): void {
  const width = column.BYTES_PER_ELEMENT;
  const count = column.length;
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  for (let plane = 0; plane < width; plane += 1) {
    const start = plane * count;
    for (let index = 0, from = plane; index < count; index += 1, from += width) {
      planes[start + index] = bytes[from] as number;
    }
  }
}
