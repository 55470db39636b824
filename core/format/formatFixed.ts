import { groupThousands } from './groupThousands.ts';
import { typography } from './typography.ts';

/**
 * A number with so many decimals: a real minus sign, thousands apart, ∞ for Infinity. What is not zero but would read as
 * zero says so ("< 0.1", "> −0.1"): a 0 on a screen was measured as 0. Throws a RangeError for NaN, which is no measurement.
 */
export function formatFixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) throw new RangeError('the value is NaN; say why it is absent instead of showing it');
  const sign = value < 0 ? typography.minus : '';
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return sign + typography.infinity;
  const digits = size.toFixed(decimals);
  if (size > 0 && Number(digits) === 0) {
    const smallest = (10 ** -decimals).toFixed(decimals);
    return `${value < 0 ? '>' : '<'}${typography.noBreakSpace}${sign}${smallest}`;
  }
  return sign + groupThousands(digits);
}
