import type { Distribution } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { displayText } from '../displayText.ts';

/** What stands under a table of percentiles: what the dagger means there, and why an interval of the mean is missing. */
export function latencyNotes(distribution: Distribution | undefined): string[] {
  if (distribution === undefined) return [];
  const reason = meanWithoutInterval(distribution);
  return [
    ...(distribution.belowFloor.length > 0
      ? [`† below its sample floor; ${formatCount(distribution.count)} requests counted.`]
      : []),
    ...(reason === undefined ? [] : [`No interval of the mean: ${displayText(reason)}.`]),
  ];
}

function meanWithoutInterval({ intervalAbsent }: Distribution): string | undefined {
  if (typeof intervalAbsent !== 'object' || intervalAbsent === null || !('mean' in intervalAbsent)) return undefined;
  return typeof intervalAbsent.mean === 'string' ? intervalAbsent.mean : undefined;
}
