// @ts-check
import { chmodSync, closeSync, mkdirSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localHeaderBytes = 30;

/**
 * Unpacks a zip file. The machine may have no `unzip`, and npm packages for it would not be installed yet.
 * Each entry's checksum is verified; links, encryption and the 64-bit format are not handled and are refused.
 * @param {string} archive
 * @param {string} folder
 * @param {(path: string) => string | undefined} rename the path to write an entry to, undefined to leave it out
 */
export function extractZip(archive, folder, rename) {
  const file = openSync(archive, 'r');
  try {
    for (const entry of readDirectory(file, statSync(archive).size)) {
      const path = rename(entry.path);
      if (path === undefined || entry.path.endsWith('/')) continue;
      const target = join(folder, path);
      if (normalize(path).startsWith('..')) throw new Error(`${archive}: ${entry.path} points outside the archive`);
      const local = readAt(file, entry.offset, localHeaderBytes);
      const start = entry.offset + localHeaderBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
      const packed = readAt(file, start, entry.packedBytes);
      const content = entry.method === 0 ? packed : inflateRawSync(packed);
      if (content.length !== entry.sizeBytes || (crc32 && crc32(content) !== entry.checksum)) {
        throw new Error(`${archive}: ${entry.path} is damaged (checksum), EINTEGRITY`);
      }
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
      if (entry.mode & 0o111) chmodSync(target, 0o755);
    }
  } finally {
    closeSync(file);
  }
}

/**
 * @param {number} file
 * @param {number} totalBytes
 */
function readDirectory(file, totalBytes) {
  const tailBytes = Math.min(totalBytes, 65_557);
  const tail = readAt(file, totalBytes - tailBytes, tailBytes);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0) throw new Error('The zip file is cut off: it has no directory, EINTEGRITY');
  const directory = readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = [];
  for (let at = 0; at < directory.length; ) {
    if (directory.readUInt32LE(at) !== entrySignature)
      throw new Error('The zip file has a damaged directory, EINTEGRITY');
    const nameBytes = directory.readUInt16LE(at + 28);
    const method = directory.readUInt16LE(at + 10);
    const path = directory.toString('utf8', at + 46, at + 46 + nameBytes);
    const mode = directory.readUInt32LE(at + 38) >>> 16;
    if (directory.readUInt16LE(at + 8) & 1 || (method !== 0 && method !== 8)) throw new Error(`Cannot unpack ${path}`);
    entries.push({
      path,
      method,
      mode,
      checksum: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      sizeBytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {number} file
 * @param {number} offset
 * @param {number} length
 */
function readAt(file, offset, length) {
  const buffer = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const count = readSync(file, buffer, read, length - read, offset + read);
    if (count === 0) throw new Error('The zip file is cut off, EINTEGRITY');
    read += count;
  }
  return buffer;
}
