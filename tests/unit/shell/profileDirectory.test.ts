import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileDirectory } from '../../../main/shell/startWindow.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'profile-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('profileDirectory', () => {
  it('is made inside the data directory', () => {
    const profile = profileDirectory(join(directory, 'data'));
    expect(profile).toBe(join(directory, 'data', 'window'));
    expect(statSync(join(directory, 'data', 'window')).isDirectory()).toBe(true);
  });

  it('is none where nothing can be made', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(profileDirectory(join(directory, 'file'))).toBeUndefined();
  });
});
