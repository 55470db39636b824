import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readRegularFileSync } from '../../../files/regularFile.ts';
import { EngineFailure, errorText } from '../../EngineFailure.ts';

const values = z.strictObject({
  shape: z.array(z.int().min(0)).max(16),
  /** Numbers in order, or the bytes of little-endian float32 as base64. */
  data: z.union([z.array(z.number()), z.base64()]),
});

/** Absolute or relative to 1, whichever is larger, by how much an output may differ. */
const tolerance = z.number().min(0);

/** How the answer of a sample is read from an output. */
const decoding = z.union([
  z.literal('argmax'),
  z.strictObject({
    /** Connectionist temporal classification (Graves et al., 2006), the likeliest path. */
    kind: z.literal('ctc'),
    blank: z.int().min(0),
    /** A character a line, beside the golden file; class numbers count on after the blank. Class numbers without it. */
    alphabetFile: z.string().min(1).exactOptional(),
    /** The class after the last of the alphabet is a space; spaces at the end of a text are not compared. */
    trailingSpace: z.boolean().exactOptional(),
  }),
]);

/** Samples with the right outputs or labels, as a user writes them. */
export const goldenFile = z.strictObject({
  samples: z
    .array(
      z.strictObject({
        inputs: z.record(z.string(), values),
        outputs: z.record(z.string(), values.extend({ tolerance: tolerance.exactOptional() })).exactOptional(),
        label: z.union([z.int(), z.string()]).exactOptional(),
      }),
    )
    .min(1)
    .max(10_000),
  tolerance: tolerance.exactOptional(),
  decode: decoding.exactOptional(),
  /** Which output the label is held against; the first unless set. */
  output: z.string().exactOptional(),
});
type GoldenFile = z.infer<typeof goldenFile>;
export type GoldenSample = GoldenFile['samples'][number];
export type GoldenValues = z.infer<typeof values>;

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
