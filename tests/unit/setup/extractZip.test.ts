import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractZip } from '../../../scripts/setup/extractZip.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zip-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Entry = { path: string; content: string; mode?: number; stored?: boolean };

function zipOf(entries: Entry[]) {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content, mode = 0o644, stored = false } of entries) {
    const data = stored ? Buffer.from(content) : deflateRawSync(content);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(stored ? 0 : 8, 10);
    header.writeUInt32LE(crc32(content), 16);
    header.writeUInt32LE(data.length, 20);
    header.writeUInt32LE(Buffer.byteLength(content), 24);
    header.writeUInt16LE(Buffer.byteLength(path), 28);
    header.writeUInt32LE((mode << 16) >>> 0, 38);
    header.writeUInt32LE(offset, 42);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(path), 26);
    locals.push(local, Buffer.from(path), data);
    directory.push(header, Buffer.from(path));
    offset += 30 + Buffer.byteLength(path) + data.length;
  }
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, table, end]);
}

function extract(zip: Buffer, rename = (path: string): string | undefined => path) {
  const archive = join(folder, 'a.zip');
  writeFileSync(archive, zip);
  extractZip(archive, join(folder, 'out'), rename);
}

describe('extractZip', () => {
  it('unpacks stored and compressed files, keeps what may be executed, and renames', () => {
    const text = 'hello '.repeat(1000);
    extract(
      zipOf([
        { path: 'Top/run', content: text, mode: 0o755 },
        { path: 'Top/deep/data', content: 'plain', stored: true },
        { path: 'Top/skip', content: 'no' },
        { path: 'Top/deep/', content: '' },
      ]),
      (path) => (path.endsWith('skip') ? undefined : path.replace('Top/', '')),
    );
    expect(readFileSync(join(folder, 'out/run'), 'utf8')).toBe(text);
    expect(statSync(join(folder, 'out/run')).mode & 0o111).not.toBe(0);
    expect(readFileSync(join(folder, 'out/deep/data'), 'utf8')).toBe('plain');
    expect(statSync(join(folder, 'out/deep/data')).mode & 0o111).toBe(0);
    expect(() => statSync(join(folder, 'out/skip'))).toThrow();
  });

  it('refuses a changed byte, a cut file and a path that leaves the folder', () => {
    const zip = zipOf([{ path: 'a', content: 'content', stored: true }]);
    const changed = Buffer.from(zip);
    changed.writeUInt8(changed.readUInt8(31) ^ 1, 31);
    expect(() => extract(changed)).toThrow(/damaged/);
    expect(() => extract(zip.subarray(0, zip.length - 30))).toThrow(/cut off/);
    expect(() => extract(zipOf([{ path: '../evil', content: 'x' }]))).toThrow(/outside/);
  });
});
