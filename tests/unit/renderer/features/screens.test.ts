import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { screenAt, screens } from '../../../../renderer/features/screens.ts';
import { parseLocation } from '../../../../renderer/state/location.ts';

const renderer = resolve(import.meta.dirname, '../../../../renderer');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));
const ids = screens.map(({ id }) => id);

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('the screens', () => {
  it('have ids, names, keys and commands of their own', () => {
    const commands = screens.flatMap((screen) => screen.commands ?? []);
    for (const values of [ids, screens.map(({ name }) => name), screens.map(({ key }) => key)]) {
      expect(repeated(values)).toEqual([]);
    }
    expect(repeated([...ids, ...commands.map(({ id }) => id)])).toEqual([]);
  });

  it('are all listed: each that a folder exports', () => {
    const exporting = sources.filter((path) =>
      readFileSync(join(renderer, path), 'utf8').includes('export const screen: Screen'),
    );
    expect(exporting).toHaveLength(screens.length);
  });

  it('are where every link of the page leads', () => {
    const linked = sources.flatMap((path) =>
      [...readFileSync(join(renderer, path), 'utf8').matchAll(/\bscreen: '([^']*)'/g)].map(
        ([, id]) => `${path}: ${id}`,
      ),
    );
    expect(linked.length).toBeGreaterThan(5);
    expect(linked.filter((link) => !ids.includes(link.split(': ')[1] ?? ''))).toEqual([]);
  });

  it('are at the addresses that name them; any other address is Home', () => {
    for (const screen of screens) expect(screenAt(parseLocation(`#/${screen.id}`))).toBe(screen);
    for (const hash of ['', '#', '#/', '#/models', '#/<script>', '#/%', '#/constructor', 'javascript:alert(1)']) {
      expect(screenAt(parseLocation(hash)).id, hash).toBe('home');
    }
  });
});
