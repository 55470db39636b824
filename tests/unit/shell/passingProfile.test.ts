import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { passingProfile } from '../../../main/shell/startWindow.ts';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'passing-profile-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

/** Above every process id that Linux, macOS or Windows gives out. */
const impossiblePid = '99999999';

describe('passingProfile', () => {
  it('is empty, whatever a process of the same number has left', () => {
    const own = join(cache, 'profiles', String(process.pid));
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'Preferences'), '{}');
    expect(passingProfile(cache)).toBe(own);
    expect(readdirSync(own)).toEqual([]);
  });

  it('takes away what ended processes have left, and nothing else', () => {
    const profiles = join(cache, 'profiles');
    for (const name of [impossiblePid, '1', 'kept']) mkdirSync(join(profiles, name), { recursive: true });
    passingProfile(cache);
    expect(readdirSync(profiles).sort()).toEqual(['1', 'kept', String(process.pid)].sort());
  });

  it('is elsewhere when the cache cannot be written to', () => {
    writeFileSync(join(cache, 'file'), '');
    const directory = passingProfile(join(cache, 'file'));
    expect(directory.startsWith(cache)).toBe(false);
    expect(existsSync(directory)).toBe(true);
    rmSync(directory, { recursive: true });
  });
});
