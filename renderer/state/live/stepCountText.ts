import { formatCount } from '../../../core/format/formatCount.ts';
import { isSearching } from './isSearching.ts';
import type { LiveRun } from './LiveRun.ts';

/** How many steps a run has: "8", or "at least 8" while a search may add to them. */
export function stepCountText(run: Pick<LiveRun, 'status' | 'steps' | 'results'>): string {
  return `${isSearching(run) ? 'at least ' : ''}${formatCount(run.steps.length)}`;
}
