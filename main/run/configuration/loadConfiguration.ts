import { join } from 'node:path';
import type { ConfigurationProblem } from '../../../core/configuration/ConfigurationProblem.ts';
import { validateConfiguration } from '../../../core/configuration/validateConfiguration.ts';
import {
  type Configuration,
  type ConfigurationFileName,
  configurationFiles,
} from '../../../core/contract/configuration.ts';
import { readRegularFile } from '../../files/regularFile.ts';
import { withAbsolutePaths } from './withAbsolutePaths.ts';
import { withAbsoluteTraffic } from './withAbsoluteTraffic.ts';

export interface LoadedConfiguration {
  directory: string;
  /** Files that this directory lacks, for which the bundled ones stand in. */
  bundled: ConfigurationFileName[];
  outcome: { configuration: Configuration } | { problems: ConfigurationProblem[] };
  /** The texts as they stood, for the run's fingerprint. */
  texts: Record<ConfigurationFileName, string>;
}

/**
 * Reads a configuration directory. For a file that it lacks the bundled one stands in, so that a directory with only a
 * user's `models.json` works; a directory with none of the files is a mistyped path and therefore a problem.
 */
export async function loadConfiguration(directory: string, bundledDirectory: string): Promise<LoadedConfiguration> {
  const texts: Record<ConfigurationFileName, string> = {
    'models.json': '',
    'scenarios.json': '',
    'environments.json': '',
    'plans.json': '',
  };
  const bundled: ConfigurationFileName[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const file of Object.keys(configurationFiles) as ConfigurationFileName[]) {
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
  if (bundled.length === Object.keys(configurationFiles).length && directory !== bundledDirectory) {
    problems.push({
      file: directory,
      path: '',
      value: 'directory',
      message: 'holds none of the configuration files',
      remedy: `Name a directory with ${Object.keys(configurationFiles).join(', ')}.`,
    });
  }
  const outcome = problems.length > 0 ? { problems } : validateConfiguration(texts, bundled);
  return { directory, bundled, outcome: withPlaces(outcome, directory, bundledDirectory, bundled), texts };
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
