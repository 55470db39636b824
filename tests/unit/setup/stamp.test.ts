import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recipeHash, stampName, stampProblem, writeStamp } from '../../../scripts/setup/stamp.js';

const identity = { version: '1.2.3', recipe: recipeHash('a', 'b') };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'program'), 'x'.repeat(100));
  writeFileSync(join(folder, 'locales/en'), 'hello');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a folder with a stamp', () => {
  it('does not count as done before the stamp is written', () => {
    expect(stampProblem(folder, identity)).toBe('missing or unfinished');
    expect(stampProblem(join(folder, 'absent'), identity)).toBe('missing or unfinished');
    writeStamp(folder, identity);
    expect(stampProblem(folder, identity)).toBeUndefined();
  });

  it('does not count as done when a file is gone, cut off or of another version', () => {
    writeStamp(folder, identity);
    expect(stampProblem(folder, { ...identity, version: '1.2.4' })).toBe('version 1.2.3 instead of 1.2.4');
    expect(stampProblem(folder, { ...identity, recipe: recipeHash('ab') })).toBe('made by an older recipe');
    writeFileSync(join(folder, 'program'), 'x'.repeat(99));
    expect(stampProblem(folder, identity)).toBe('program has 99 bytes instead of 100');
    rmSync(join(folder, 'program'));
    expect(stampProblem(folder, identity)).toBe('program is gone');
  });

  it('takes a damaged stamp for none', () => {
    writeFileSync(join(folder, stampName), '{"version":"1.2');
    expect(stampProblem(folder, identity)).toBe('its stamp is damaged');
  });
});

describe('recipeHash', () => {
  it('keeps its parts apart', () => {
    expect(recipeHash('ab', 'c')).not.toBe(recipeHash('a', 'bc'));
  });
});
