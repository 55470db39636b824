import type { SeriesPoint } from '../../../../core/contract/resultDocument.ts';
import type { TimePanel } from '../../../charts/options/timePanels.ts';
import { seriesPoints } from './seriesPoints.ts';

/** What was offered, dotted in the client's colour, and what was completed, in the target's. */
export function rateLines(
  series: readonly SeriesPoint[],
  { slot, clientSlot }: { slot: number; clientSlot: number },
): TimePanel['lines'] {
  return [
    { name: 'offered', points: seriesPoints(series, 'offered'), colour: clientSlot, dash: 'dotted', widthPx: 1.75 },
    { name: 'completed', points: seriesPoints(series, 'completed'), colour: slot, dash: 'solid', widthPx: 2.25 },
  ];
}
