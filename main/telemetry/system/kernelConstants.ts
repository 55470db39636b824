import { readFileSync } from 'node:fs';

/** Types of the auxiliary vector's entries, from the kernel's `auxvec.h`. */
const pageSizeType = 6n;
const ticksPerSecondType = 17n;

/** Size of a memory page and ticks of process times per second on this Linux, as the kernel told this process at its start. */
export function kernelConstants(): { pageBytes: number; ticksPerSecond: number } {
  const vector = readFileSync('/proc/self/auxv');
  const values = new Map<bigint, number>();
  for (let at = 0; at + 16 <= vector.length; at += 16) {
    values.set(vector.readBigUInt64LE(at), Number(vector.readBigUInt64LE(at + 8)));
  }
  return { pageBytes: values.get(pageSizeType) ?? 4096, ticksPerSecond: values.get(ticksPerSecondType) ?? 100 };
}
