// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { runInForeground } from '../launch/runInForeground.js';
import { withDisplay } from '../launch/withDisplay.js';
import { projectEnvironment, projectNode, projectRoot } from '../projectPaths.js';
import { countTests } from './countTests.js';

/**
 * Runs one stage in this terminal.
 * @param {import('./stages.js').Stage} stage
 * @param {string} report where its runner writes its counts
 * @returns {Promise<import('./summarize.js').StageResult>}
 */
export async function runStage(stage, report) {
  const startMs = performance.now();
  const run = (/** @type {NodeJS.ProcessEnv} */ env) =>
    runInForeground(projectNode(), stage.command, { env, cwd: projectRoot });
  const env = { ...projectEnvironment(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const code = await (stage.display ? withDisplay(run, { alwaysVirtual: true, env }) : run(env));
  const seconds = (performance.now() - startMs) / 1000;
  const { name, budgetSeconds } = stage;
  const outcome = code === 0 ? 'passed' : 'failed';
  if (!stage.tests) return { name, outcome, seconds, budgetSeconds };
  const counts = countTests(stage.tests, existsSync(report) ? readFileSync(report, 'utf8') : undefined);
  return { name, outcome, seconds, budgetSeconds, counts };
}
