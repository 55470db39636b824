import { readRegularFileSync } from '../../files/regularFile.ts';
import { EngineFailure } from '../EngineFailure.ts';
import { errorText } from '../errorText.ts';
import { systemErrorCode } from '../systemErrorCode.ts';

/** The files beside weights have some megabytes; more would be something else. */
const largestBytes = 50_000_000;

/** The content of a JSON file of a folder; undefined when there is none. @throws {EngineFailure} when it cannot be read. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readRegularFileSync(path, largestBytes).toString('utf8')) as unknown;
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
