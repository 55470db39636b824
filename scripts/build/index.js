// @ts-check
import { reportSetupError } from '../reportSetupError.js';
import { ensureBuilt } from './ensureBuilt.js';

try {
  await ensureBuilt({ always: process.argv.includes('--force') });
} catch (error) {
  process.exitCode = reportSetupError(error);
}
