import { writeFileSync } from 'node:fs';

export interface WrittenTensor {
  name: string;
  shape: readonly number[];
  values: Float32Array;
  dtype?: string;
}

/** Writes a file of the format as its description says: length, JSON header, data; the data starts at any byte. */
export function writeSafetensors(path: string, tensors: readonly WrittenTensor[], padding = 0): void {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  for (const { name, shape, values, dtype = 'F32' } of tensors) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const text = Buffer.from(JSON.stringify(header) + ' '.repeat(padding));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(
    path,
    Buffer.concat([
      length,
      text,
      ...tensors.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
    ]),
  );
}
