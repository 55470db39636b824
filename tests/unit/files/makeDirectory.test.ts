import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDirectory } from '../../../main/files/makeDirectory.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-files-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('makeDirectory', () => {
  it('makes every missing part of a path, and is content with one that is there', () => {
    const deep = join(directory, 'a', 'b', 'c');
    makeDirectory(deep);
    makeDirectory(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
  });

  it('says what the system says when a part of the path is a file', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(() => makeDirectory(join(directory, 'file', 'below'))).toThrow(/ENOTDIR|EEXIST/);
    expect(() => makeDirectory(join(directory, 'file'))).toThrow(/EEXIST/);
  });

  it.skipIf(!existsSync('/proc/self'))('returns where no directory can be made (skipped without /proc)', () => {
    expect(() => makeDirectory('/proc/nothing/below')).toThrow(/ENOENT/);
  });
});
