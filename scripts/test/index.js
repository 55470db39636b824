// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportSetupError } from '../reportSetupError.js';
import { prepare } from '../setup/prepare.js';
import { runStage } from './runStage.js';
import { stages } from './stages.js';
import { summarize, timeText } from './summarize.js';

/** Prepares what the tests need and runs every stage, or only those named as arguments. */
const wanted = process.argv.slice(2);
const reports = mkdtempSync(join(tmpdir(), 'inferneo-bench-test-'));
const reportFile = (/** @type {string} */ name) => join(reports, `${name}.json`);
const known = stages(reportFile);
const unknown = wanted.filter((name) => !known.some((stage) => stage.name === name));
try {
  if (unknown.length) {
    const names = known.map((stage) => stage.name).join(', ');
    process.stderr.write(`There is no stage ${unknown.join(', ')}. The stages are ${names}.\n`);
    process.exitCode = 2;
  } else {
    await prepare('test');
    const chosen = known.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
    // What is costly runs the built product, and would judge an old one.
    const build = chosen.some(({ costly }) => costly);
    process.exitCode = await runStages(
      known.filter((stage) => chosen.includes(stage) || (build && stage.name === 'build')),
    );
  }
} catch (error) {
  process.exitCode = reportSetupError(error);
} finally {
  rmSync(reports, { recursive: true, force: true });
}

/**
 * @param {import('./stages.js').Stage[]} chosen
 * @returns {Promise<number>} the exit code
 */
async function runStages(chosen) {
  /** @type {import('./summarize.js').StageResult[]} */
  const results = [];
  let foundationFailed = false;
  for (const stage of chosen) {
    if (stage.costly && foundationFailed) {
      results.push({ name: stage.name, outcome: 'not run' });
      continue;
    }
    process.stdout.write(`\n== ${stage.name}\n`);
    const result = await runStage(stage, reportFile(stage.name));
    results.push(result);
    process.stdout.write(`== ${stage.name}: ${result.outcome} after ${timeText(result)}\n`);
    // End-to-end tests still say something when an integration test has failed, but nothing when the build has.
    if (result.outcome === 'failed' && (!stage.costly || stage.name === 'build')) foundationFailed = true;
  }
  const { text, ok } = summarize(results);
  process.stdout.write(`${text}\n`);
  return ok ? 0 : 1;
}
