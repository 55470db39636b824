// @ts-check
import { reportSetupError } from '../setup/reportSetupError.js';
import { buildProblem, buildProject } from './buildProject.js';

const always = process.argv.includes('--force');
try {
  const problem = always ? 'asked for' : buildProblem();
  if (problem !== undefined) {
    process.stderr.write(`build: ${problem}. Building ...\n`);
    await buildProject({ always });
  }
} catch (error) {
  process.exitCode = reportSetupError(error);
}
