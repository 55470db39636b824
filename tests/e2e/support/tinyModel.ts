const text = (value: string): Buffer => Buffer.from(value, 'utf8');

/** A field of a protobuf message: a number, or bytes with their length. Numbers and lengths are below 128. */
function field(tag: number, value: number | Buffer): Buffer {
  return typeof value === 'number'
    ? Buffer.from([tag << 3, value])
    : Buffer.concat([Buffer.from([(tag << 3) | 2, value.length]), value]);
}

function tensor(name: string): Buffer {
  const batch = field(1, field(2, text('batch')));
  const four = field(1, field(1, 4));
  const type = field(1, Buffer.concat([field(1, 1), field(2, Buffer.concat([batch, four]))]));
  return Buffer.concat([field(1, text(name)), field(2, type)]);
}

/** An ONNX file of one operator: y = Relu(x), both [batch, 4] of float32. */
export function tinyModel(): Buffer {
  const node = Buffer.concat([field(1, text('x')), field(2, text('y')), field(4, text('Relu'))]);
  const graph = Buffer.concat([field(1, node), field(2, text('g')), field(11, tensor('x')), field(12, tensor('y'))]);
  return Buffer.concat([field(1, 8), field(7, graph), field(8, field(2, 13))]);
}
