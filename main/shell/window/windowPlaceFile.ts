import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type WindowPlace, windowPlace } from './WindowPlace.ts';

/** Reads where the window last stood; undefined when it never did or the file is no longer understood. */
export function readWindowPlace(path: string): WindowPlace | undefined {
  try {
    return windowPlace.parse(JSON.parse(readFileSync(path, 'utf8')));
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
