import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { architectureOf } from '../../../core/configuration/modelFiles.ts';
import { validateConfiguration } from '../../../core/configuration/validateConfiguration.ts';
import {
  type Configuration,
  type ConfigurationFileName,
  configurationFiles,
  type ModelConfiguration,
  type ModelsFile,
  type ScenariosFile,
} from '../../../core/contract/configuration.ts';
import type { ConfigurationProblem } from '../../../core/contract/configurationProblem.ts';
import { trafficNames } from '../../../core/contract/trafficPlan.ts';
import { readRegularFile } from '../../files/regularFile.ts';
import type { ProductPaths } from '../directories.ts';
import { serverProblems } from '../plan/servers.ts';

export interface LoadedConfiguration {
  directory: string;
  /** Files that this directory lacks, for which the bundled ones stand in. */
  bundled: ConfigurationFileName[];
  outcome: { configuration: Configuration } | { problems: ConfigurationProblem[] };
  /** The texts as they stood. */
  texts: Record<ConfigurationFileName, string>;
}

/**
 * Reads a configuration directory. For a file that it lacks the bundled one stands in, so that a directory with only a
 * user's `models.json` works; a directory with none of the files is a mistyped path and therefore a problem.
 */
export async function loadConfiguration(directory: string, bundledDirectory: string): Promise<LoadedConfiguration> {
  const texts = Object.fromEntries(fileNames.map((file) => [file, ''])) as Record<ConfigurationFileName, string>;
  const bundled: ConfigurationFileName[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const file of fileNames) {
    try {
      texts[file] = await readText(join(directory, file));
    } catch (error) {
      if (!isAbsent(error)) {
        problems.push({ file: join(directory, file), path: '', value: 'file', ...unreadable(error) });
        continue;
      }
      bundled.push(file);
      texts[file] = await readText(join(bundledDirectory, file));
    }
  }
  if (bundled.length === fileNames.length && directory !== bundledDirectory) {
    problems.push({
      file: directory,
      path: '',
      value: 'directory',
      message: 'holds none of the configuration files',
      remedy: `Name a directory with ${fileNames.join(', ')}.`,
    });
  }
  const outcome = problems.length > 0 ? { problems } : checkedConfiguration(texts, bundled);
  return { directory, bundled, outcome: withPlaces(outcome, directory, bundledDirectory, bundled), texts };
}

/** The files of a configuration directory, in the order in which their problems are told. */
export const fileNames = Object.keys(configurationFiles) as readonly ConfigurationFileName[];

/** As `validateConfiguration`, with what is wrong with the names and addresses of servers among the problems. */
export function checkedConfiguration(
  texts: Readonly<Record<ConfigurationFileName, string>>,
  standIns: readonly ConfigurationFileName[],
): LoadedConfiguration['outcome'] {
  const outcome = validateConfiguration(texts, standIns);
  const wrong = serverProblems(parsed(texts['servers.json']));
  if (wrong.length === 0) return outcome;
  return { problems: [...('problems' in outcome ? outcome.problems : []), ...wrong] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON, which is among the problems of its form.
    return undefined;
  }
}

/** Ten thousand models have 3 MB: more is another kind of file. */
const largestBytes = 16 * 2 ** 20;

/** A file's text, without the mark that some editors put before it. @throws TypeError when it is not UTF-8, else the system's error */
async function readText(path: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await readRegularFile(path, largestBytes));
}

function unreadable(error: unknown): { message: string; remedy: string } {
  if (error instanceof TypeError) {
    return { message: 'is not UTF-8 text', remedy: 'Save it again with the encoding UTF-8.' };
  }
  return {
    message: `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Put a file there that can be read, or name another directory with --config.',
  };
}

/** Paths as seen from where they stand, and each problem with its file's: a user with several copies must see which one is meant. */
function withPlaces(
  outcome: LoadedConfiguration['outcome'],
  directory: string,
  bundledDirectory: string,
  bundled: readonly ConfigurationFileName[],
): LoadedConfiguration['outcome'] {
  if ('configuration' in outcome) {
    const { models, scenarios, ...rest } = outcome.configuration;
    const placeOf = (file: ConfigurationFileName): string => (bundled.includes(file) ? bundledDirectory : directory);
    return {
      configuration: {
        ...rest,
        models: withAbsolutePaths(models, placeOf('models.json')),
        scenarios: withAbsoluteTraffic(scenarios, placeOf('scenarios.json')),
      },
    };
  }
  return {
    problems: outcome.problems.map((problem) => {
      if (!(problem.file in configurationFiles)) return problem;
      const file = problem.file as ConfigurationFileName;
      return { ...problem, file: join(bundled.includes(file) ? bundledDirectory : directory, file) };
    }),
  };
}

function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/**
 * The models with the paths of their files made absolute: relative ones start at the directory of `models.json`.
 *
 * Files of before there was a key for the architecture name a folder of weights that was used when it was there. Of such
 * an entry, and of no other, a folder that is missing is left out, so that it goes on meaning synthetic weights.
 */
function withAbsolutePaths(models: ModelsFile, directory: string): ModelsFile {
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

/** The scenarios with the path of a recording made absolute: a relative one starts at the directory of `scenarios.json`. */
export function withAbsoluteTraffic(scenarios: ScenariosFile, directory: string): ScenariosFile {
  const entries = Object.entries(scenarios.scenarios).map(([key, scenario]) => {
    const { traffic } = scenario;
    const isPath = traffic !== undefined && !trafficNames.includes(traffic);
    return [key, isPath ? { ...scenario, traffic: resolve(directory, traffic) } : scenario];
  });
  return { ...scenarios, scenarios: Object.fromEntries(entries) };
}

/** The configuration to use: the directory given, else the one in the data directory, else the bundled one. */
export function chooseConfiguration(paths: ProductPaths, given: string | undefined): Promise<LoadedConfiguration> {
  const own = join(paths.dataDirectory, 'config');
  const directory = given ?? (existsSync(own) ? own : paths.bundledConfiguration);
  return loadConfiguration(directory, paths.bundledConfiguration);
}
