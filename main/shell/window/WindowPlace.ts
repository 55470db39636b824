import { renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { readRegularFileSync } from '../../files/regularFile.ts';

/** Where the window stood when it was last closed, in device-independent pixels, and the colour of its page. */
const windowPlace = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
  pageColour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
});
export type WindowPlace = z.infer<typeof windowPlace>;

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const defaultWindowSize = { width: 1440, height: 900 };
export const smallestWindowSize = { width: 1024, height: 700 };

/** How much of a remembered window must lie on a screen, so that it can be seen and moved. */
const visiblePixels = 100;

/**
 * Bounds for the window: as remembered when that is still on one of the screens, else the default size, placed by the
 * system, and no larger than the first screen allows.
 */
export function windowBounds(
  place: WindowPlace | undefined,
  workAreas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const width = Math.max(smallestWindowSize.width, place?.width ?? defaultWindowSize.width);
  const height = Math.max(smallestWindowSize.height, place?.height ?? defaultWindowSize.height);
  if (place !== undefined) {
    const area = workAreas.find((candidate) => overlaps({ x: place.x, y: place.y, width, height }, candidate));
    if (area !== undefined) return { ...fitted({ width, height }, area), x: place.x, y: place.y };
  }
  return fitted({ width, height }, workAreas[0]);
}

function overlaps(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const top = window.y - area.y;
  return across >= visiblePixels && top >= 0 && top <= area.height - visiblePixels;
}

function fitted(
  size: { width: number; height: number },
  area: Rectangle | undefined,
): { width: number; height: number } {
  if (area === undefined) return size;
  return {
    width: Math.max(smallestWindowSize.width, Math.min(size.width, area.width)),
    height: Math.max(smallestWindowSize.height, Math.min(size.height, area.height)),
  };
}

const largestBytes = 65_536;

/** Reads where the window last stood; undefined when it never did or the file is no longer understood. */
export function readWindowPlace(path: string): WindowPlace | undefined {
  try {
    return windowPlace.parse(JSON.parse(readRegularFileSync(path, largestBytes).toString('utf8')));
  } catch {
    // A first start, or a file that something else has changed: the window takes its default place.
    return undefined;
  }
}

/** Keeps where the window stands. Synchronous: it happens while the window is being closed. */
export function writeWindowPlace(path: string, place: WindowPlace): void {
  writeFileSync(`${path}.partial`, JSON.stringify(place));
  renameSync(`${path}.partial`, path);
}
