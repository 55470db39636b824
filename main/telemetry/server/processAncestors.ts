import { readFileSync } from 'node:fs';
import { isProcessGone } from '../system/isProcessGone.ts';

/** A process and all above it: its parent, the parent's parent, up to the first process of this machine or container. */
export function processAncestors(processId: number): Set<number> {
  const found = new Set<number>();
  for (let next = processId; next > 0 && !found.has(next); next = parentOf(next)) found.add(next);
  return found;
}

/** 0 for the first process, and for one that has gone. */
function parentOf(processId: number): number {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch (error) {
    if (isProcessGone(error)) return 0;
    throw error;
  }
}
