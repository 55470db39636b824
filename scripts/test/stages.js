// @ts-check
import { join } from 'node:path';
import { projectRoot } from '../projectPaths.js';

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {number} budgetSeconds what it may take on two quiet cores, once everything is installed
 * @property {string[]} command a script and its arguments, for the project's Node
 * @property {'vitest' | 'playwright'} [tests] the runner whose report says how many tests ran
 * @property {boolean} [costly] left out once a cheap stage or the build has failed
 * @property {boolean} [display] gets a virtual display
 */

/** @param {string} path */
const packageFile = (path) => join(projectRoot, 'node_modules', path);

/**
 * @param {string} project of vitest.config.ts
 * @param {string} report
 */
const vitest = (project, report) => [
  packageFile('vitest/vitest.mjs'),
  ...['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
];

/**
 * What `npm test` runs, cheapest first.
 * @param {(stage: string) => string} reportFile where a stage writes its counts
 * @returns {Stage[]}
 */
export function stages(reportFile) {
  const vitestStage = (/** @type {string} */ name) => ({
    name,
    command: vitest(name, reportFile(name)),
    tests: /** @type {const} */ ('vitest'),
  });
  return [
    { name: 'types', budgetSeconds: 15, command: [join(projectRoot, 'scripts/types/index.js')] },
    { name: 'lint', budgetSeconds: 10, command: [packageFile('@biomejs/biome/bin/biome'), 'check'] },
    { name: 'boundaries', budgetSeconds: 5, command: [join(projectRoot, 'scripts/boundaries/index.js')] },
    { ...vitestStage('unit'), budgetSeconds: 40 },
    { name: 'build', budgetSeconds: 20, command: [join(projectRoot, 'scripts/build/index.js')], costly: true },
    { ...vitestStage('integration'), budgetSeconds: 85, costly: true },
    // Those of the integration tests that judge times, with the machine to themselves.
    { ...vitestStage('measured'), budgetSeconds: 95, costly: true },
    { ...vitestStage('faults'), budgetSeconds: 60, costly: true },
    // Against a real server; skipped, with a line that says why, where Python cannot be used.
    { ...vitestStage('interop'), budgetSeconds: 35, costly: true },
    {
      name: 'e2e',
      budgetSeconds: 110,
      command: [packageFile('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      tests: 'playwright',
      costly: true,
      display: true,
    },
  ];
}
