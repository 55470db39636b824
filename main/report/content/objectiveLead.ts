import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import type { Phrase } from './Phrase.ts';

/** How many of the run's service-level objectives were met, over all its steps; nothing without objectives. */
export function objectiveLead({ steps }: ResultDocument): Phrase {
  const results = steps.flatMap(({ slo = [] }) => slo);
  if (results.length === 0) return [];
  const met = results.filter((result) => result.met === true).length;
  const missed = results.filter((result) => result.met === false).length;
  const unknown = results.length - met - missed;
  const others = [
    ...(missed > 0 ? [`${formatCount(missed)} missed`] : []),
    ...(unknown > 0 ? [`${formatCount(unknown)} not measured`] : []),
  ];
  const invalid = steps.filter(({ validity }) => validity.verdict === 'invalid').flatMap(({ slo = [] }) => slo).length;
  const doubt = invalid === 0 ? '' : `; ${formatCount(invalid)} of them rest on an invalid step and prove nothing`;
  return [
    { strong: `${formatCount(met)} of ${formatCount(results.length)} service-level objectives met` },
    `${others.length === 0 ? '' : `, ${others.join(', ')}`}, over all steps${doubt}. `,
  ];
}
