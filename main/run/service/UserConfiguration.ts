import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigurationFileName, ModelsFile, ServersFile } from '../../../core/contract/configuration.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import {
  checkedConfiguration,
  fileNames,
  type LoadedConfiguration,
  loadConfiguration,
} from '../configuration/loadConfiguration.ts';
import type { ProductPaths } from '../directories.ts';
import { FailureError, failureOf } from '../sessions/FailureError.ts';

/** The files that this program changes; the others are the user's to edit. */
interface EditedFiles {
  'models.json': ModelsFile;
  'servers.json': ServersFile;
}

/**
 * The user's own configuration files in the data directory. Each begins as a copy of the bundled one at the first change.
 * A change is checked before it is written, and a file that is broken is never written over.
 */
export class UserConfiguration {
  readonly #directory: string;
  readonly #bundled: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(paths: Pick<ProductPaths, 'dataDirectory' | 'bundledConfiguration'>) {
    this.#directory = join(paths.dataDirectory, 'config');
    this.#bundled = paths.bundledConfiguration;
  }

  /** @returns the configuration with the change, or why there is none. One change at a time. */
  change<Name extends keyof EditedFiles>(
    name: Name,
    edit: (file: EditedFiles[Name]) => Failure | undefined,
  ): Promise<LoadedConfiguration | { failure: Failure }> {
    const changed = this.#last
      .then(() => this.#change(name, edit))
      .catch((error: unknown) => ({ failure: failureOf(error) }));
    this.#last = changed;
    return changed;
  }

  async #change<Name extends keyof EditedFiles>(
    name: Name,
    edit: (file: EditedFiles[Name]) => Failure | undefined,
  ): Promise<LoadedConfiguration | { failure: Failure }> {
    const path = join(this.#directory, name);
    const before = await loadConfiguration(this.#directory, this.#bundled).then((loaded) =>
      // A data directory without a configuration of its own.
      loaded.bundled.length === fileNames.length ? loadConfiguration(this.#bundled, this.#bundled) : loaded,
    );
    if ('problems' in before.outcome) {
      const [problem] = before.outcome.problems;
      return { failure: brokenFile(problem?.file ?? path, `${problem?.path ?? ''} ${problem?.message ?? ''}`.trim()) };
    }
    const file = JSON.parse(before.texts[name]) as EditedFiles[Name];
    // Of the bundled copy: its schema lies elsewhere.
    if (before.directory === this.#bundled || before.bundled.includes(name)) delete file.$schema;
    const refusal = edit(file);
    if (refusal !== undefined) return { failure: refusal };
    const texts = { ...before.texts, [name]: `${JSON.stringify(file, undefined, 2)}\n` };
    const standIns: readonly ConfigurationFileName[] = before.directory === this.#bundled ? fileNames : before.bundled;
    const outcome = checkedConfiguration(
      texts,
      standIns.filter((other) => other !== name),
    );
    if ('problems' in outcome) {
      const [problem] = outcome.problems;
      throw new FailureError({
        reason: `The change would leave ${problem?.file ?? 'the configuration'} wrong: ${problem?.path ?? ''} ${problem?.message ?? ''}`,
        remedy: problem?.remedy ?? 'Look at the file.',
      });
    }
    await this.#write(path, texts[name]);
    return loadConfiguration(this.#directory, this.#bundled);
  }

  /** Under another name first, so that a file is never half there. */
  async #write(path: string, text: string): Promise<void> {
    const unfinished = `${path}.${randomBytes(4).toString('hex')}`;
    try {
      await mkdir(this.#directory, { recursive: true });
      await writeFile(unfinished, text, { flush: true });
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      const why = error instanceof Error ? error.message : String(error);
      throw new FailureError({
        reason: `${path} could not be written: ${why}`,
        remedy: 'Make room and the directory writable.',
      });
    }
  }

  /** Ids of the models that came with the product. */
  async bundledModelIds(): Promise<Set<string>> {
    const text = await readFile(join(this.#bundled, 'models.json'), 'utf8');
    return new Set(Object.keys((JSON.parse(text) as ModelsFile).models));
  }
}

function brokenFile(file: string, what: string): Failure {
  return {
    reason: `Your configuration is not right, so it is left as it is: ${file}: ${what}`,
    remedy: 'Mend it first: "inferneo-bench config validate" names every problem.',
  };
}
