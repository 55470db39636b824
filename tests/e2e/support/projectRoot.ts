import { resolve } from 'node:path';

/** The project's directory, which Electron is started on. */
export const projectRoot = resolve(import.meta.dirname, '../../..');
