import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SetupError } from './SetupError.js';

// @ts-check

const pollMs = 200;
const removalPatienceMs = 10_000;

/**
 * Runs a task while no other process runs one under the same lock file. A lock left behind by a process that is gone is taken over.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} task
 * @param {{ say?: (line: string) => void, patienceSeconds?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, task, { say = () => undefined, patienceSeconds = 1800 } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waitedMs = 0; !acquire(path); waitedMs += pollMs) {
    const holder = holderOf(path);
    if (waitedMs === pollMs) say(`Waiting for another setup (process ${holder ?? 'unknown'}) to finish`);
    if (waitedMs >= patienceSeconds * 1000) {
      throw new SetupError(
        `Another setup (process ${holder ?? 'unknown'}) has held ${path} for ${patienceSeconds} s.`,
        `End that process, or remove the file if it belongs to no setup: rm ${path}`,
      );
    }
    await wait(pollMs);
  }
  try {
    return await task();
  } finally {
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function acquire(path) {
  try {
    writeFileSync(path, identityOf(process.pid) ?? String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const seen = readIfThere(path);
  if (seen === undefined || isRunning(seen)) return false;
  takeAway(path, seen);
  return false;
}

/**
 * Removes a stale lock. Of two processes that find it, the slower one must not remove the lock that the faster one has
 * made meanwhile, so removal has a lock of its own, held for an instant.
 * @param {string} path
 * @param {string} seen
 */
function takeAway(path, seen) {
  const removal = `${path}.removal`;
  const stat = statSync(removal, { throwIfNoEntry: false });
  if (stat && Date.now() - stat.mtimeMs > removalPatienceMs) rmSync(removal, { force: true });
  try {
    writeFileSync(removal, '', { flag: 'wx' });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return;
    throw error;
  }
  if (readIfThere(path) === seen) rmSync(path, { force: true });
  rmSync(removal, { force: true });
}

/** @param {string} path */
function holderOf(path) {
  return readIfThere(path)?.split(' ')[0];
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Whether the process that wrote the lock still runs. A number is used again after a reboot, so the start time counts too.
 * @param {string} identity
 */
function isRunning(identity) {
  const pid = Number(identity.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const now = identityOf(pid);
  if (now !== undefined) return now === identity;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * The number and, on Linux, the start time (in clock ticks since boot) of a process.
 * @param {number} pid
 */
function identityOf(pid) {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat === undefined ? undefined : `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
}
