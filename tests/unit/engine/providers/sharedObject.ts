const baseBytes = 0x1000;
const headerBytes = 64;
const segmentBytes = 56;

/** The smallest shared object for 64-bit x86 Linux that needs another library: an ELF file with a dynamic section alone. */
export function sharedObject(neededLibrary: string): Buffer {
  const names = Buffer.from(`\0${neededLibrary}\0`);
  const symbolsAt = headerBytes + 2 * segmentBytes;
  const hashAt = symbolsAt + 24;
  const dynamicAt = hashAt + 16;
  const entries: [tag: number, value: number][] = [
    [1, 1], // needed: the name at offset 1
    [4, hashAt],
    [5, dynamicAt + 7 * 16], // names, behind this table
    [6, symbolsAt],
    [10, names.length],
    [11, 24],
    [0, 0],
  ];
  const namesAt = dynamicAt + entries.length * 16;
  const file = Buffer.alloc(namesAt + names.length);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  file.writeUInt16LE(3, 16); // a shared object
  file.writeUInt16LE(62, 18); // x86-64
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(BigInt(headerBytes), 32);
  file.writeUInt16LE(headerBytes, 52);
  file.writeUInt16LE(segmentBytes, 54);
  file.writeUInt16LE(2, 56);
  const segment = (at: number, type: number, from: number, bytes: number): void => {
    file.writeUInt32LE(type, at);
    file.writeUInt32LE(6, at + 4); // readable, and writable for the loader's own notes
    for (const field of [8, 16, 24]) file.writeBigUInt64LE(BigInt(from), at + field);
    for (const field of [32, 40]) file.writeBigUInt64LE(BigInt(bytes), at + field);
    file.writeBigUInt64LE(BigInt(type === 1 ? baseBytes : 8), at + 48);
  };
  segment(headerBytes, 1, 0, file.length);
  segment(headerBytes + segmentBytes, 2, dynamicAt, entries.length * 16);
  file.writeUInt32LE(1, hashAt); // one bucket, and one symbol: the empty one
  file.writeUInt32LE(1, hashAt + 4);
  entries.forEach(([tag, value], index) => {
    file.writeBigUInt64LE(BigInt(tag), dynamicAt + index * 16);
    file.writeBigUInt64LE(BigInt(value), dynamicAt + index * 16 + 8);
  });
  names.copy(file, namesAt);
  return file;
}
