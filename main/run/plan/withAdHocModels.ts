import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { serverOnlyFile } from '../../../core/configuration/serverOnlyFile.ts';
import type { Configuration, ModelConfiguration } from '../../../core/contract/configuration.ts';

/**
 * The configuration with the models that were named by a path, for this plan alone: a name that models.json does not have
 * and that is a file or a folder becomes a model under the name as it was given. What it is worth, reading it tells.
 */
export function withAdHocModels(names: readonly string[], configuration: Configuration): Configuration {
  const { models } = configuration.models;
  const found: [string, ModelConfiguration][] = [...new Set(names)].flatMap((name) => {
    if (Object.hasOwn(models, name) || serverOnlyFile(name) !== undefined || !existsSync(name)) return [];
    const path = resolve(name);
    const type = statSync(path).isDirectory() ? 'transformer' : 'onnx';
    return [[name, { name: basename(path), type, path }]];
  });
  if (found.length === 0) return configuration;
  return { ...configuration, models: { ...configuration.models, models: { ...models, ...Object.fromEntries(found) } } };
}
