import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './projectRoot.ts';

/** The Electron that the project has installed. */
export function electronExecutable(): string {
  const electron = join(projectRoot, 'node_modules', 'electron');
  return join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8'));
}
