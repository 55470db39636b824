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
