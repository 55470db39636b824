import type { ChartColours } from '../../theme/chartColours.ts';
import { horizontalAxis } from './axis.ts';
import { plainNumber } from './plainNumber.ts';

const edge = 0.15;
const mostLabels = 8;

/** Horizontal axis of the levels of a step (requests in flight, batch sizes): each doubling has the same room. */
export function levelAxis(levels: readonly number[], name: string, colours: ChartColours) {
  const positions = levels.map(Math.log2);
  const spread = Math.max(1, Math.max(...positions) - Math.min(...positions));
  const every = Math.ceil(levels.length / mostLabels);
  return horizontalAxis({
    colours,
    name,
    min: Math.min(...positions) - edge * spread * 0.5,
    max: Math.max(...positions) + edge * spread,
    values: positions.filter((_, index) => index % every === 0),
    label: (position) => plainNumber(2 ** position),
    gridLines: false,
    nameGap: 24,
  });
}
