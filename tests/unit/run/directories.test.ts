import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheDirectory, dataDirectory } from '../../../main/run/directories.ts';

describe('dataDirectory', () => {
  it.each([
    ['./own', {}, resolve('own')],
    [undefined, { XDG_DATA_HOME: '/data' }, '/data/inferneo-bench'],
    [undefined, { XDG_DATA_HOME: '' }, join(homedir(), '.local/share/inferneo-bench')],
    [undefined, {}, join(homedir(), '.local/share/inferneo-bench')],
  ])('given %s with %j is %s', (given, environment, expected) => {
    expect(dataDirectory(given, environment, 'linux')).toBe(expected);
  });
});

describe('cacheDirectory', () => {
  it.each([
    [{ INFERNEO_BENCH_CACHE: '/cache', XDG_CACHE_HOME: '/other' }, '/cache'],
    [{ INFERNEO_BENCH_CACHE: '', XDG_CACHE_HOME: '/other' }, '/other/inferneo-bench'],
    [{ XDG_CACHE_HOME: '' }, join(homedir(), '.cache/inferneo-bench')],
  ])('with %j is %s', (environment, expected) => {
    expect(cacheDirectory(environment)).toBe(expected);
  });
});
