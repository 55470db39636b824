import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadedConfiguration, loadConfiguration } from '../configuration/loadConfiguration.ts';
import type { ProductPaths } from './ProductPaths.ts';

/** The configuration to use: the directory given, else the one in the data directory, else the bundled one. */
export function chooseConfiguration(paths: ProductPaths, given: string | undefined): Promise<LoadedConfiguration> {
  const own = join(paths.dataDirectory, 'config');
  const directory = given ?? (existsSync(own) ? own : paths.bundledConfiguration);
  return loadConfiguration(directory, paths.bundledConfiguration);
}
