import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheDirectory, npmDirectory, projectEnvironment, systemNode } from '../../../scripts/projectPaths.js';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'paths-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(path: string) {
  const full = join(folder, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, '');
  chmodSync(full, 0o755);
  return full;
}

describe('cacheDirectory', () => {
  it('prefers its own variable, then XDG, then the home', () => {
    const home = { HOME: '/home/a' };
    expect(cacheDirectory({ ...home, INFERNEO_BENCH_CACHE: '/big', XDG_CACHE_HOME: '/x' })).toBe('/big');
    expect(cacheDirectory({ ...home, XDG_CACHE_HOME: '/x' })).toBe('/x/inferneo-bench');
    expect(cacheDirectory(home)).toBe('/home/a/.cache/inferneo-bench');
  });

  it('uses a folder of this user alone where there is no home', () => {
    expect(cacheDirectory({})).toBe(join(tmpdir(), `inferneo-bench-${process.getuid?.() ?? 'user'}`));
  });
});

describe('systemNode and npmDirectory', () => {
  it('passes by the Node in node_modules', () => {
    const pinned = program('project/node_modules/.bin/node');
    const system = program('usr/bin/node');
    program('usr/lib/node_modules/npm/bin/npm-cli.js');
    const environment = { PATH: [join(pinned, '..'), join(system, '..')].join(delimiter), npm_node_execpath: pinned };
    // The tests run on the pinned Node, so only the PATH can name the machine's.
    expect(systemNode(environment)).toBe(system);
    expect(npmDirectory(environment)).toBe(join(folder, 'usr/lib/node_modules/npm'));
  });
});

describe('projectEnvironment', () => {
  it('puts the programs of the project first', () => {
    expect(projectEnvironment({ PATH: '/usr/bin' }).PATH).toMatch(/node_modules\/\.bin:\/usr\/bin$/);
  });
});
