import type { SearchEnd } from '../contract/ladderFigures.ts';
import { endSentence } from './absences.ts';
import { formatCount } from './numbers.ts';
import { formatQuantity } from './quantities.ts';

/** How a search ended and where its knee lies, in sentences. */
export function searchSentences({ explanation, kneeConcurrency }: SearchEnd): string[] {
  return [
    endSentence(explanation),
    ...(kneeConcurrency === undefined
      ? []
      : [`The knee is at ${formatCount(kneeConcurrency)} in flight: the fewest that bring 95\u00a0% of it.`]),
  ];
}

/** The figures of a search, name and value; what it did not find is not among them. */
export function searchFigures({
  highestRequestsPerSecond,
  kneeConcurrency,
}: SearchEnd): [name: string, value: string][] {
  const figures: [string, string | undefined][] = [
    [
      'Highest throughput found',
      highestRequestsPerSecond === undefined ? undefined : formatQuantity(highestRequestsPerSecond, 'requests/s'),
    ],
    ['Knee', kneeConcurrency === undefined ? undefined : `${formatCount(kneeConcurrency)} in flight`],
  ];
  return figures.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
