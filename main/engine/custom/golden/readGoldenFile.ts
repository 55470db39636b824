import { dirname, join } from 'node:path';
import { readRegularFileSync } from '../../../files/regularFile.ts';
import { EngineFailure } from '../../EngineFailure.ts';
import { errorText } from '../../errorText.ts';
import { type GoldenFile, goldenFile } from './goldenFile.ts';

const largestBytes = 512 * 1024 * 1024;
const shownProblems = 5;

/** A golden file, with the alphabet it names. */
export interface Golden {
  path: string;
  content: GoldenFile;
  /** Empty where classes are compared by number. */
  alphabet: string[];
}

/** Reads and checks a golden file. @throws {EngineFailure} naming the file and the field. */
export function readGoldenFile(path: string): Golden {
  const parsed = goldenFile.safeParse(parse(path));
  if (!parsed.success) {
    const problems = parsed.error.issues
      .slice(0, shownProblems)
      .map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw failure(`The golden file ${path} is not as it should be: ${problems.join('; ')}.`, 'Correct these fields.');
  }
  const content = parsed.data;
  const lacking = content.samples.findIndex(({ label, outputs }) => label === undefined && outputs === undefined);
  if (lacking >= 0) {
    throw failure(`samples[${lacking}] of ${path} has neither outputs nor a label.`, 'Give each sample one of them.');
  }
  const { decode } = content;
  const alphabetFile = typeof decode === 'object' ? decode.alphabetFile : undefined;
  return { path, content, alphabet: alphabetFile === undefined ? [] : readAlphabet(join(dirname(path), alphabetFile)) };
}

function parse(path: string): unknown {
  const text = read(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failure(`The golden file ${path} is not JSON.`, 'Correct the file.', errorText(error));
  }
}

function readAlphabet(path: string): string[] {
  const lines = read(path).split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function read(path: string): string {
  try {
    return readRegularFileSync(path, largestBytes).toString('utf8');
  } catch (error) {
    throw failure(
      `The file ${path} cannot be read: ${errorText(error)}.`,
      'Check the path and the size of the golden file.',
    );
  }
}

function failure(reason: string, remedy: string, detail?: string): EngineFailure {
  return new EngineFailure({ reason, remedy, ...(detail === undefined ? {} : { detail }) });
}
