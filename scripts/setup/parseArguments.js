// @ts-check
import { parseArgs } from 'node:util';

/** What the project is prepared for. */
export const targets = /** @type {const} */ (['cli', 'window', 'pdf', 'test']);

/** @typedef {typeof targets[number]} Target */

export const usage = `Usage: node scripts/setup/index.js --for ${targets.join('|')} [--check] [--retry-download]
  --for             what to prepare: the command line, the window, printing PDF reports, or the tests
  --check           change nothing; say what is missing and exit with 1 if anything is
  --retry-download  try Electron's usual download again, although the replacement is in place`;

/**
 * @param {string[]} args
 * @returns {{ target: Target, check: boolean, retryDownload: boolean } | { problem: string }}
 */
export function parseArguments(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        for: { type: 'string' },
        check: { type: 'boolean', default: false },
        'retry-download': { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const target = targets.find((each) => each === (values.for ?? 'window'));
  if (!target) return { problem: `--for "${values.for}" is unknown; it is one of ${targets.join(', ')}` };
  return { target, check: values.check === true, retryDownload: values['retry-download'] === true };
}
