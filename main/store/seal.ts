import { crc32 } from 'node:zlib';

/** What a table's cell may hold; a damaged one may hold anything. */
export type Cell = string | number | bigint | null | Uint8Array;

/**
 * The seal of a part of a row: CRC-32, in hexadecimal, over what it is, whose it is and its exact content. It stands beside
 * the content, and what does not match it is not what was stored. Also a function of SQL, for migrations.
 */
export function sealOf(what: string, ...content: readonly Cell[]): string {
  const text = JSON.stringify([what, ...content], (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
  return crc32(text).toString(16).padStart(8, '0');
}
