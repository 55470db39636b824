import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically } from '../../../main/shell/exports/writeFileAtomically.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'write-file-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('writeFileAtomically', () => {
  it('replaces what was there, text or bytes', async () => {
    const path = join(directory, 'report.html');
    await writeFile(path, 'old and longer');
    await writeFileAtomically(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    await writeFileAtomically(path, new Uint8Array([1, 2]));
    expect(await readFile(path)).toEqual(Buffer.from([1, 2]));
    expect(await readdir(directory)).toEqual(['report.html']);
  });

  it('leaves what was there when it cannot be replaced, and nothing beside it', async () => {
    const path = join(directory, 'taken');
    await mkdir(join(path, 'inside'), { recursive: true });
    await expect(writeFileAtomically(path, 'new')).rejects.toThrow();
    expect(await readdir(directory)).toEqual(['taken']);
  });
});
