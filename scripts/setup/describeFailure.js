// @ts-check
import { statfsSync } from 'node:fs';
import { SetupError } from './SetupError.js';

const offline =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/i;
const damaged = /EINTEGRITY|sha512-\S+ integrity checksum failed/i;
const full = /ENOSPC|no space left on device|EDQUOT|disk quota exceeded/i;
const refused = /EACCES|EPERM|EROFS|permission denied|read-only file system/i;

/**
 * Turns the output of a failed step into a reason and a remedy. Known causes get their own; the rest shows its last lines.
 * @param {string} what the step, as in "Installing the node packages"
 * @param {string} output what the failed command printed, or the message of the error
 * @param {{ folder: string, again: string, cause?: unknown }} context the folder written to, and the command to run again
 * @returns {SetupError}
 */
export function describeFailure(what, output, { folder, again, cause }) {
  const options = cause === undefined ? {} : { cause };
  if (full.test(output)) {
    return new SetupError(
      `${what} failed: no space left in ${folder} (${freeText(folder)}).\n${lastLines(output)}`,
      `Free some space, or choose a folder on another disk with INFERNEO_BENCH_CACHE=<folder>, then: ${again}`,
      options,
    );
  }
  if (damaged.test(output)) {
    return new SetupError(
      `${what} failed: what was downloaded is not what was published (integrity check). It was thrown away.`,
      `npm cache verify && ${again}`,
      options,
    );
  }
  if (offline.test(output)) {
    return new SetupError(
      `${what} failed: the package registry cannot be reached.\n${lastLines(output)}`,
      `Check the connection and the proxy (npm config get registry; npm config get https-proxy), then: ${again}`,
      options,
    );
  }
  if (refused.test(output)) {
    return new SetupError(
      `${what} failed: no permission to write.\n${lastLines(output)}`,
      `Make ${folder} writable for this user, or choose another with INFERNEO_BENCH_CACHE=<folder>, then: ${again}`,
      options,
    );
  }
  return new SetupError(`${what} failed.\n${lastLines(output)}`, again, options);
}

/** @param {string} output */
function lastLines(output) {
  return output
    .trimEnd()
    .split('\n')
    .slice(-15)
    .map((line) => `    ${line}`)
    .join('\n');
}

/** @param {string} folder */
function freeText(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return `${Math.floor((bavail * bsize) / 1e6)} MB free`;
  } catch (error) {
    return `free space unknown: ${error instanceof Error ? error.message : error}`;
  }
}
