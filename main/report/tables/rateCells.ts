import { columnDecimals } from '../../../core/format/columnDecimals.ts';
import { quantityParts } from '../../../core/format/quantityParts.ts';
import type { Interval } from '../../../core/statistics/Interval.ts';
import type { TableCell } from './DataTable.ts';

/** A rate of a column; absent where none was measured. */
export interface RateEntry {
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
