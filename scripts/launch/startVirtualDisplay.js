// @ts-check
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '../SetupError.js';
import { holdDisplay } from './holdDisplay.js';

/** Large enough for the window at its default size and for screenshots of a whole screen. */
const screen = '1920x1200x24';

/**
 * Starts an X server without a screen. It picks a free display by itself, lets in only who has its cookie, and ends
 * with its last client. This process is one for as long as it lives, so the server outlasts any number of windows and
 * is not left behind even when this process is killed.
 * @returns {Promise<{ env: { DISPLAY: string, XAUTHORITY: string }, stop: () => void }>}
 * @throws {SetupError} when Xvfb is missing or does not start
 */
export async function startVirtualDisplay() {
  const folder = mkdtempSync(join(tmpdir(), 'inferneo-bench-display-'));
  const authority = join(folder, 'authority');
  const cookie = randomBytes(16);
  writeFileSync(authority, authorityFile(cookie), { mode: 0o600 });
  const args = ['-displayfd', '3', '-auth', authority, '-screen', '0', screen, '-nolisten', 'tcp', '-terminate'];
  // In a group of its own: Ctrl-C in the terminal must reach the app, not pull the display away from under it.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  /** @type {() => void} */
  let leave = () => undefined;
  const stop = () => {
    leave();
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const display = await displayNumber(server);
    leave = await holdDisplay(display, cookie);
    return { env: { DISPLAY: `:${display}`, XAUTHORITY: authority }, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<number>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    const remedy = 'sudo apt-get update && sudo apt-get install -y xvfb    (or set DISPLAY to a screen of yours)';
    let complaint = '';
    server.stderr?.on('data', (chunk) => {
      complaint += chunk;
    });
    server.on('error', (error) => {
      const missing = /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT';
      const message = missing
        ? 'There is no display, and Xvfb is not installed.'
        : `Xvfb does not start: ${error.message}`;
      reject(new SetupError(message, remedy, { cause: error }));
    });
    server.on('exit', (code, signal) => {
      reject(new SetupError(`Xvfb ended at once (${signal ?? code}): ${complaint.trim()}`, remedy));
    });
    let number = '';
    server.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      number += chunk;
      if (number.includes('\n')) resolve(Number(number));
    });
  });
}

/**
 * An X authority file with one cookie that holds for every display.
 * @param {Buffer} cookie
 */
function authorityFile(cookie) {
  const anyDisplay = 0xffff;
  const field = (/** @type {string | Buffer} */ value) => {
    const content = Buffer.from(value);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(content.length);
    return Buffer.concat([length, content]);
  };
  const family = Buffer.alloc(2);
  family.writeUInt16BE(anyDisplay);
  return Buffer.concat([family, field(''), field(''), field('MIT-MAGIC-COOKIE-1'), field(cookie)]);
}
