import { renameSync, writeFileSync } from 'node:fs';
import { readRegularFileSync } from '../../files/regularFile.ts';
import { type WindowPlace, windowPlace } from './WindowPlace.ts';

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
