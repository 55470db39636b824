import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { architectureOf } from '../../../core/configuration/architectureOf.ts';
import type { ModelConfiguration, ModelsFile } from '../../../core/contract/configuration.ts';

/**
 * The models with the paths of their files made absolute: relative ones start at the directory of `models.json`.
 *
 * Files of before there was a key for the architecture name a folder of weights that was used when it was there. Of such
 * an entry, and of no other, a folder that is missing is left out, so that it goes on meaning synthetic weights.
 */
export function withAbsolutePaths(models: ModelsFile, directory: string): ModelsFile {
  const entries = Object.entries(models.models).map(([id, model]) => {
    const { path, golden, ...rest } = model;
    return [
      id,
      {
        ...rest,
        ...(path === undefined || isLeftOut(id, model, directory) ? {} : { path: resolve(directory, path) }),
        ...(golden === undefined ? {} : { golden: resolve(directory, golden) }),
      },
    ];
  });
  return { ...models, models: Object.fromEntries(entries) };
}

function isLeftOut(id: string, model: ModelConfiguration, directory: string): boolean {
  if (model.type === 'dummy') return true;
  const isNamedByItsId = model.architecture === undefined && architectureOf(id, model) !== undefined;
  return isNamedByItsId && !existsSync(resolve(directory, model.path ?? ''));
}
