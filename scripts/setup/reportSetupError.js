// @ts-check
import { SetupError } from './SetupError.js';

/**
 * Prints a failed step with its remedy on stderr; anything that is no SetupError is a fault of the scripts and is thrown on.
 * @param {unknown} error
 * @returns {number} the exit code
 */
export function reportSetupError(error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`\n${error.message}\n  To mend it: ${error.remedy}\n`);
  return 1;
}
