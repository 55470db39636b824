import { accessSync, constants } from 'node:fs';
import { makeDirectory } from '../files/makeDirectory.ts';
import { FailureError } from '../run/sessions/FailureError.ts';
import { unwritten } from './unwritten.ts';

/** Makes a directory for reports where it is not there. @throws FailureError when it cannot be made or written to. */
export function openReportDirectory(directory: string, isStored: boolean): void {
  try {
    makeDirectory(directory);
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new FailureError(unwritten(directory, error, isStored));
  }
}
