import type { CurvePoint } from '../contract/distribution.ts';
import { documentNumber } from './documentNumber.ts';
import type { PercentileCurvePoint } from './percentileCurve.ts';

/** The form of the percentile plot in the result document: Infinity as a word. */
export function toCurveDocument(points: readonly PercentileCurvePoint[]): CurvePoint[] {
  return points.map(({ quantile, valueMs, lowMs, highMs }) => ({
    quantile,
    valueMs: documentNumber(valueMs),
    ...(lowMs === undefined ? {} : { lowMs: documentNumber(lowMs) }),
    ...(highMs === undefined ? {} : { highMs: documentNumber(highMs) }),
  }));
}
