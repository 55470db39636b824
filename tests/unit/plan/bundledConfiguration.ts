import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { validateConfiguration } from '../../../core/configuration/validateConfiguration.ts';
import type { Configuration } from '../../../core/contract/configuration.ts';

/** The configuration that comes with the product. */
export function bundledConfiguration(): Configuration {
  const text = (name: string): string =>
    readFileSync(join(resolve(import.meta.dirname, '../../../config'), name), 'utf8');
  const outcome = validateConfiguration({
    'models.json': text('models.json'),
    'scenarios.json': text('scenarios.json'),
    'environments.json': text('environments.json'),
    'plans.json': text('plans.json'),
    'servers.json': text('servers.json'),
  });
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.configuration;
}
