import type { Interval } from '../statistics/Interval.ts';
import { decimalsFor } from './decimalsFor.ts';

/** A cell of a column of numbers. */
export interface ColumnRow {
  readonly value: number;
  readonly interval?: Interval | undefined;
}

/**
 * The decimals that every row of a column of one metric is written with: those of its most precise row, but no more than
 * one when a row is 100 or more.
 */
export function columnDecimals(rows: readonly ColumnRow[]): number {
  const decimals = Math.max(0, ...rows.map(({ value, interval }) => decimalsFor(value, interval)));
  const hasLarge = rows.some(({ value }) => Number.isFinite(value) && Math.abs(value) >= 100);
  return hasLarge ? Math.min(1, decimals) : decimals;
}
