// @ts-check
import { statfsSync } from 'node:fs';
import { SetupError } from '../SetupError.js';

const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/;
const damaged = /EINTEGRITY|integrity checksum failed/i;
const full = /ENOSPC|no space left on device|EDQUOT|disk quota exceeded/i;
const refused = /EACCES|EPERM|EROFS|permission denied|read-only file system/i;

/** With less than this the disk counts as full: npm may lose the error and fail over a file that it could not write. */
const fullBytes = 20_000_000;

/**
 * Turns the output of a failed step into a reason and a remedy. Known causes get their own; the rest shows its last lines.
 * @param {string} what the step, as in "Installing the node packages"
 * @param {string} output what the failed command printed, or the message of the error
 * @param {{ folder: string, again: string, cause?: unknown }} context the folder written to, and the command to run again
 * @returns {SetupError}
 */
export function describeFailure(what, output, { folder, again, cause }) {
  const options = cause === undefined ? {} : { cause };
  if (full.test(output) || isFull(folder)) {
    return new SetupError(
      `${what} failed: no space left in ${folder} (${Math.floor(freeBytes(folder) / 1e6)} MB free).${tellingLine(output, full)}`,
      `Free some space, or let the cache be on another disk with INFERNEO_BENCH_CACHE=<folder>, then: ${again}`,
      options,
    );
  }
  if (damaged.test(output)) {
    return new SetupError(
      `${what} failed: what was downloaded is not what was published (integrity check). It was thrown away.${tellingLine(output, damaged)}`,
      `npm cache verify && ${again}`,
      options,
    );
  }
  if (offline.test(output)) {
    return new SetupError(
      `${what} failed: the package registry cannot be reached.${tellingLine(output, offline)}`,
      `Check the connection and the proxy (npm config get registry; npm config get https-proxy), then: ${again}`,
      options,
    );
  }
  if (refused.test(output)) {
    return new SetupError(
      `${what} failed: no permission to write.${tellingLine(output, refused)}`,
      `Make ${folder} writable for this user, or let the cache be elsewhere with INFERNEO_BENCH_CACHE=<folder>, then: ${again}`,
      options,
    );
  }
  return new SetupError(`${what} failed.\n${lastLines(output)}`, again, options);
}

/**
 * Whether a disk has so little left that what was last written to it may be cut off.
 * @param {string} folder
 */
export function isFull(folder) {
  return freeBytes(folder) < fullBytes;
}

/** @param {string} folder */
function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/**
 * The longest of the lines that name the cause: the others only repeat its code.
 * @param {string} output
 * @param {RegExp} cause
 */
function tellingLine(output, cause) {
  const lines = output.split('\n').filter((line) => cause.test(line));
  const [longest] = lines.sort((a, b) => b.length - a.length);
  return longest === undefined ? '' : `\n    ${longest.trim()}`;
}

/** @param {string} output */
function lastLines(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^(npm error)?\s*at /.test(line));
  return lines
    .slice(-12)
    .map((line) => `    ${line}`)
    .join('\n');
}
