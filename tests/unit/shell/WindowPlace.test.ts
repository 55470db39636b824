import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  readWindowPlace,
  type WindowPlace,
  windowBounds,
  writeWindowPlace,
} from '../../../main/shell/window/WindowPlace.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 2560, height: 1440 };
const place: WindowPlace = { x: 100, y: 50, width: 1300, height: 800, maximized: false };

describe('windowBounds', () => {
  it.each([
    ['the default on a first start', undefined, [screen], { width: 1440, height: 900 }],
    [
      'the default, made to fit a small screen',
      undefined,
      [{ ...screen, width: 1280, height: 720 }],
      { width: 1280, height: 720 },
    ],
    ['never less than the least', undefined, [{ ...screen, width: 800, height: 600 }], { width: 1024, height: 700 }],
    ['the default where no screen is known', undefined, [], { width: 1440, height: 900 }],
    ['where it stood', place, [screen], { x: 100, y: 50, width: 1300, height: 800 }],
    [
      'where it stood, on the second screen',
      { ...place, x: 2000 },
      [screen, second],
      { x: 2000, y: 50, width: 1300, height: 800 },
    ],
    ['anew when its screen is gone', { ...place, x: 2000 }, [screen], { width: 1300, height: 800 }],
    ['anew when its title bar is above the screen', { ...place, y: -40 }, [screen], { width: 1300, height: 800 }],
    ['anew when only a sliver would show', { ...place, x: 1900 }, [screen], { width: 1300, height: 800 }],
    [
      'larger when it was kept too small',
      { ...place, width: 10, height: 10 },
      [screen],
      { x: 100, y: 50, width: 1024, height: 700 },
    ],
  ])('places the window: %s', (_what, remembered, workAreas, bounds) => {
    expect(windowBounds(remembered, workAreas)).toEqual(bounds);
  });
});

describe('the file of the window’s place', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'window-place-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('is read back as it was written', () => {
    const path = join(directory, 'place.json');
    writeWindowPlace(path, { ...place, pageColour: '#101215' });
    expect(readWindowPlace(path)).toEqual({ ...place, pageColour: '#101215' });
  });

  it.each(['', '{', '[]', '{"x":"left"}', JSON.stringify({ ...place, pageColour: 'url(http://x)' })])(
    'counts as absent when it holds %j',
    (text) => {
      const path = join(directory, 'odd.json');
      writeFileSync(path, text);
      expect(readWindowPlace(path)).toBeUndefined();
    },
  );

  it('is absent on a first start', () => {
    expect(readWindowPlace(join(directory, 'missing.json'))).toBeUndefined();
  });
});
