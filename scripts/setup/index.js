// @ts-check

import { reportSetupError } from '../reportSetupError.js';
import { parseArguments, usage } from './parseArguments.js';
import { missingFor, prepare } from './prepare.js';

const request = parseArguments(process.argv.slice(2));
if ('problem' in request) {
  process.stderr.write(`${request.problem}\n${usage}\n`);
  process.exitCode = 2;
} else if (request.check) {
  const missing = await missingFor(request.target);
  process.stdout.write(missing.length ? `${missing.join('\n')}\n` : `Ready for ${request.target}.\n`);
  process.exitCode = missing.length ? 1 : 0;
} else {
  try {
    await prepare(request.target, { retryDownload: request.retryDownload });
  } catch (error) {
    process.exitCode = reportSetupError(error);
  }
}
