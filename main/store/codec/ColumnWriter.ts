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
