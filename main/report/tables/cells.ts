import type { Distribution, PercentileName } from '../../../core/contract/distribution.ts';
import { latencyColumn } from '../../../core/format/latency.ts';
import {
  type ColumnRow,
  columnDecimals,
  formatCount,
  formatPercent,
  typography,
} from '../../../core/format/numbers.ts';
import { quantityParts } from '../../../core/format/quantities.ts';
import type { Interval } from '../../../core/statistics/Interval.ts';
import { reportedPercentiles } from '../../../core/statistics/percentiles.ts';
import { sampleFloor } from '../../../core/statistics/sampleFloor.ts';
import { estimateIntervalMs, estimateMs } from '../content/figures.ts';
import { html, type Markup } from '../html/html.ts';
import type { TableCell } from './DataTable.ts';

type EstimateName = PercentileName | 'mean';

/** One figure of a column: of which distribution, and which. */
interface LatencyEntry {
  distribution: Distribution | undefined;
  name: EstimateName;
  /** Share of requests that failed, for the cause beside an infinite value. */
  failedShare?: number;
}

/** A column of latencies with the unit for its head: for each entry the value's cell and its interval's. */
export function latencyCells(entries: readonly LatencyEntry[]): { unit: string; cells: [TableCell, TableCell][] } {
  const present = entries.flatMap(({ distribution, name }) => (distribution ? [rowOf(distribution, name)] : []));
  const column = latencyColumn(present);
  let next = 0;
  const cells = entries.map((entry): [TableCell, TableCell] => {
    if (entry.distribution === undefined)
      return [
        { content: '', kind: 'num' },
        { content: 'not measured', kind: 'reason' },
      ];
    const figure = column.cells[next];
    next += 1;
    const sort = estimateMs(entry.distribution, entry.name);
    const number = figure?.number ?? '';
    const floor = belowFloor(entry.distribution, entry.name);
    if (floor !== undefined) {
      return [
        { content: flagged(number), kind: 'num', sort },
        { content: `needs ${formatCount(floor)}`, kind: 'reason' },
      ];
    }
    return [
      // An infinite figure is a cause to look for, not a result: it does not stand out.
      { content: number, kind: Number.isFinite(sort) ? 'value' : 'num', sort },
      intervalCell(entry, figure?.interval),
    ];
  });
  return { unit: column.unit, cells };
}

function rowOf(distribution: Distribution, name: EstimateName): ColumnRow {
  return { value: estimateMs(distribution, name), interval: estimateIntervalMs(distribution, name) };
}

/** Requests that the percentile would need, when it has fewer. */
function belowFloor(distribution: Distribution, name: EstimateName): number | undefined {
  const share = reportedPercentiles.find((percentile) => percentile.name === name)?.share;
  const isBelow = share !== undefined && name !== 'mean' && distribution.belowFloor.includes(name);
  return isBelow ? sampleFloor(share) : undefined;
}

function flagged(number: string): Markup {
  return html`<span class="floor">${number}</span>${typography.noBreakSpace}${typography.dagger}`;
}

/** The interval; where even its lower end is infinite, the cause says more. */
function intervalCell({ distribution, name, failedShare }: LatencyEntry, interval: string | undefined): TableCell {
  const lowMs = distribution && (estimateIntervalMs(distribution, name)?.[0] ?? estimateMs(distribution, name));
  if (lowMs === Number.POSITIVE_INFINITY && failedShare) {
    return { content: `${formatPercent(100 * failedShare)} failed`, kind: 'reason' };
  }
  if (interval !== undefined) return { content: interval, kind: 'interval' };
  return { content: 'no interval', kind: 'reason' };
}

/** A rate of a column; absent where none was measured. */
interface RateEntry {
  perSecond: number | undefined;
  interval?: Interval | undefined;
}

/** A column of rates with equal decimals, the unit being in the head: for each entry the value's cell and its interval's. */
export function rateCells(entries: readonly RateEntry[]): [TableCell, TableCell][] {
  const rows = entries.flatMap(({ perSecond, interval }) =>
    perSecond === undefined ? [] : [{ value: perSecond, interval }],
  );
  const decimals = columnDecimals(rows);
  return entries.map(({ perSecond, interval }) => {
    if (perSecond === undefined)
      return [
        { content: '', kind: 'num' },
        { content: 'not measured', kind: 'reason' },
      ];
    const figure = quantityParts(perSecond, '', interval, decimals);
    return [
      { content: figure.number, kind: 'value', sort: perSecond },
      figure.interval === undefined
        ? { content: 'no interval', kind: 'reason' }
        : { content: figure.interval, kind: 'interval' },
    ];
  });
}
