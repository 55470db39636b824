// @ts-check
import { join } from 'node:path';
import { projectRoot } from '../setup/projectPaths.js';

/**
 * @typedef {object} Stage
 * @property {string} name
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
  return [
    { name: 'types', command: [join(projectRoot, 'scripts/types/index.js')] },
    { name: 'lint', command: [packageFile('@biomejs/biome/bin/biome'), 'check'] },
    { name: 'boundaries', command: [join(projectRoot, 'scripts/boundaries/index.js')] },
    { name: 'unit', command: vitest('unit', reportFile('unit')), tests: 'vitest' },
    { name: 'build', command: [join(projectRoot, 'scripts/build/index.js')], costly: true },
    { name: 'integration', command: vitest('integration', reportFile('integration')), tests: 'vitest', costly: true },
    { name: 'faults', command: vitest('faults', reportFile('faults')), tests: 'vitest', costly: true },
    // Against a real server; skipped, with a line that says why, where Python cannot be used.
    { name: 'interop', command: vitest('interop', reportFile('interop')), tests: 'vitest', costly: true },
    {
      name: 'e2e',
      command: [packageFile('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      tests: 'playwright',
      costly: true,
      display: true,
    },
  ];
}
