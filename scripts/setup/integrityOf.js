// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/**
 * The SHA-512 of a file, written as npm writes it in lock files.
 * @param {string} path
 * @returns {Promise<string>} `sha512-` and the digest in base64
 */
export async function integrityOf(path) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return `sha512-${hash.digest('base64')}`;
}
