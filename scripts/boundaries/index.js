// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectRoot } from '../projectPaths.js';
import { circleProblems } from './circleProblems.js';
import { entryProblems, importProblems } from './importProblems.js';
import { scenarioNameProblems } from './scenarioNameProblems.js';
import { sizeProblems } from './sizeProblems.js';
import { targetNameProblems } from './targetNameProblems.js';

const folders = ['core', 'main', 'preload', 'renderer', 'scripts', 'tests', 'bin'];
const source = /\.(ts|tsx|js|mjs|cjs|css)$/;

const files = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && source.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((full) => ({
      path: relative(projectRoot, full).split(sep).join('/'),
      text: readFileSync(full, 'utf8'),
    })),
);
const problems = [
  ...files.flatMap(({ path, text }) => [...importProblems(path, text), ...entryProblems(path, text)]),
  ...scenarioNameProblems(files),
  ...targetNameProblems(files),
  ...circleProblems(files.filter(({ path }) => !path.startsWith('tests/'))),
  ...sizeProblems(files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`boundaries: ${files.length} files, ${problems.length} problems\n`);
process.exitCode = problems.length ? 1 : 0;
