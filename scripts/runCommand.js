import { spawn } from 'node:child_process';

// @ts-check

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 128 + signal number is not used: a signal gives -1
 * @property {string} output standard output and standard error together, in the order they came
 * @property {boolean} stalled true when `isAlive` ended it
 */

/**
 * Runs a command to its end and keeps its output, which is shown only when the command fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, isAlive?: () => boolean }} [options] `isAlive` is asked every
 *   second; once it says false the command is ended
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let stalled = false;
    const watch = options.isAlive
      ? setInterval(() => {
          if (options.isAlive?.()) return;
          stalled = true;
          child.kill('SIGKILL');
        }, 1000)
      : undefined;
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      clearInterval(watch);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code: code ?? -1, output, stalled });
    });
  });
}
