import type { Scalability } from '../contract/ladderFigures.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import { endSentence } from './absences.ts';
import { formatCount, formatFixed, formatPercent, joinQuantity } from './numbers.ts';
import { formatQuantity, quantityParts } from './quantities.ts';

/**
 * How throughput grows with requests in flight, in sentences: "Universal Scalability Law: contention 3.0 %, coherency
 * 0.050 %, R² 0.998. Its peak is at about 44 in flight, with 272 requests/s." What it has not says why.
 */
export function scalabilitySentences(scalability: NonNullable<StepResult['scalability']>): string[] {
  if ('uslAlpha' in scalability) {
    const { uslAlpha, uslBeta, rSquared } = scalability;
    const coherency = uslBeta === 0 ? 'no coherency cost' : `coherency ${twoDigits(100 * uslBeta)}`;
    const fit = rSquared > 0 ? `, R²\u00a0${formatFixed(rSquared, 3)}` : '';
    return [
      `Universal Scalability Law: contention ${formatPercent(100 * uslAlpha)}, ${coherency}${fit}.`,
      ...peakSentences(scalability),
    ];
  }
  return [endSentence(`Universal Scalability Law not fitted: ${scalability.absent}`)];
}

function peakSentences({
  kneeConcurrency,
  kneeAbsent,
  saturationRequestsPerSecond,
  saturationAbsent,
}: Scalability): string[] {
  const rate =
    saturationRequestsPerSecond === undefined ? undefined : formatQuantity(saturationRequestsPerSecond, 'requests/s');
  if (kneeConcurrency !== undefined) {
    const peak = `Its peak is at about ${formatCount(Math.round(kneeConcurrency))} in flight`;
    return [rate === undefined ? `${peak}.` : `${peak}, with ${rate}.`];
  }
  const isSameReason = kneeAbsent === saturationAbsent;
  return [
    ...(kneeAbsent === undefined ? [] : [endSentence(`No peak: ${kneeAbsent}`)]),
    ...(rate === undefined ? [] : [`Its limit is ${rate}.`]),
    ...(saturationAbsent === undefined || isSameReason ? [] : [endSentence(`No limit: ${saturationAbsent}`)]),
  ];
}

/** A percentage with two significant digits: it has no interval that would carry more. */
function twoDigits(percent: number): string {
  return joinQuantity(quantityParts(percent, '%', undefined, Math.max(0, 1 - Math.floor(Math.log10(percent)))));
}
