#!/usr/bin/env node
// @ts-check
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInForeground } from '../scripts/launch/runInForeground.js';

/** What better-sqlite3's own binding asks of Node. */
const needed = [22, 14];
const script = fileURLToPath(import.meta.url);
const root = resolve(script, '../..');
const pinnedNode = join(root, 'node_modules/node/bin/node');
const commandLine = join(root, 'out/main/cli.cjs');

/** @param {string} message */
function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [neededMajor = 0, neededMinor = 0] = needed;
if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  if (existsSync(pinnedNode)) {
    process.exitCode = await runInForeground(pinnedNode, [script, ...process.argv.slice(2)]);
  } else {
    const reason = `Node.js ${needed.join('.')} or newer is needed, this is ${process.version}.`;
    refuse(`${reason} To get the pinned one: cd ${root} && npm run setup -- --for cli`);
  }
} else if (!existsSync(commandLine)) {
  refuse(`The command line is not built. To build it: cd ${root} && npm run build`);
} else {
  createRequire(import.meta.url)(commandLine);
}
