import { readFileSync, statSync } from 'node:fs';
import { EngineFailure } from '../EngineFailure.ts';
import { errorText } from '../errorText.ts';
import { systemErrorCode } from '../systemErrorCode.ts';

/** The files beside weights have some megabytes; more would be something else. */
const largestBytes = 50_000_000;

/** The content of a JSON file of a folder; undefined when there is none. @throws {EngineFailure} when it cannot be read. */
export function readJsonFile(path: string): unknown {
  try {
    const about = statSync(path);
    if (!about.isFile()) throw new Error('it is no file');
    const { size } = about;
    if (size > largestBytes) throw new Error(`it has ${size} bytes, more than the ${largestBytes} that are read`);
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw new EngineFailure(
      {
        reason: `${path} cannot be read: ${errorText(error)}.`,
        remedy: 'Download the file again, or remove it: the weights are enough.',
      },
      error,
    );
  }
}
