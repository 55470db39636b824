import { stripVTControlCharacters } from 'node:util';
import { SetupError } from './SetupError.js';

// @ts-check

/**
 * Prints a failed step with its remedy on stderr; anything that is no SetupError is a fault of the scripts and is thrown on.
 * @param {unknown} error
 * @returns {number} the exit code
 */
export function reportSetupError(error) {
  if (!(error instanceof SetupError)) throw error;
  // Some tools colour their output whatever they write to.
  const message = process.stderr.isTTY ? error.message : stripVTControlCharacters(error.message);
  process.stderr.write(`\n${message}\n  To mend it: ${error.remedy}\n`);
  return 1;
}
