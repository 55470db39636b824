import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatQuantity } from '../../../core/format/formatQuantity.ts';
import type { Phrase } from './Phrase.ts';
import { subjects } from './subjects.ts';

/** What was found by searching, a sentence for each subject; nothing where nothing was. */
export function searchLead(document: ResultDocument): Phrase {
  const list = subjects(document);
  return list.flatMap(({ name, steps }): Phrase => {
    // A search that only serves to find a rate is shorter than one for its own sake, which comes first.
    const search = steps.find((step) => step.search !== undefined)?.search;
    if (search?.highestRequestsPerSecond === undefined) return [];
    const { highestRequestsPerSecond, kneeConcurrency } = search;
    const knee =
      kneeConcurrency === undefined ? '' : `; ${formatCount(kneeConcurrency)} in flight bring 95\u00a0% of it`;
    return [
      list.length > 1 ? `A search found that ${name} does ` : 'A search found ',
      { strong: formatQuantity(highestRequestsPerSecond, 'requests/s') },
      ` ${endings[search.endedBy]}${knee}. `,
    ];
  });
}

/** What the highest throughput of a search is, by how the search ended. */
const endings = {
  saturation: 'at most',
  client: 'and then the limit of the load generator, not that of the target',
  errors: 'before requests began to fail',
  concurrency: 'with throughput still growing at the most in flight that it might try',
  budget: 'before its time was spent',
} as const;
