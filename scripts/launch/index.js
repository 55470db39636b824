// @ts-check
import { reportSetupError } from '../reportSetupError.js';
import { launchElectron } from './launchElectron.js';

try {
  process.exitCode = await launchElectron(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportSetupError(error);
}
