import { isSynthetic } from '../../../core/analysis/isSynthetic.ts';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { formatQuantity } from '../../../core/format/quantities.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioAnswer, scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { displayText } from '../displayText.ts';
import { isQuotable, latencyWithInterval } from './figures.ts';
import { machineWords } from './machineWords.ts';
import type { Phrase } from './Phrase.ts';
import { measuredSeconds } from './stepWords.ts';
import { subjects } from './subjects.ts';
import { busiestStep, type MeasuredSubject, measuredSubjects } from './usableSteps.ts';

/** How the run was made, and its two key numbers with their intervals. */
export function lead(document: ResultDocument): Phrase {
  const { run, steps } = document;
  const measured = measuredSubjects(subjects(document));
  return [
    `Measured on ${machineWords(run.fingerprint)}. `,
    ...(run.damage === undefined
      ? []
      : [{ strong: 'What is stored of this run is damaged' }, ': what is shown instead stands with the raw data. ']),
    ...stopped(document),
    ...keyNumbers(measured),
    ...searchLead(document),
    ...scenarioLead(document),
    ...objectiveLead(document),
    ...(steps.some((step) => isSynthetic(step, run.fingerprint))
      ? ['The built-in engine ran on synthetic weights: its speed is real, its text means nothing.']
      : []),
  ];
}

function stopped({ run, steps }: ResultDocument): Phrase {
  const planned = formatCount(run.plan.steps.length);
  const why = run.reason ? ` (${displayText(run.reason)})` : '';
  const broken = steps.filter(({ failure }) => failure !== undefined).length;
  if (run.status === 'interrupted') {
    if (steps.length === 0) return [];
    return [
      { strong: `The run was interrupted after ${formatCount(steps.length)} of ${planned} steps` },
      `${why}: what was measured is kept. `,
    ];
  }
  if (broken > 0) return [{ strong: `${formatCount(broken)} of ${planned} steps could not be carried out` }, '. '];
  return run.status === 'failed' ? [{ strong: 'The run failed' }, `${why}. `] : [];
}

function keyNumbers(measured: readonly MeasuredSubject[]): Phrase {
  const [first, second] = measured;
  if (first === undefined) return [];
  const { load } = first.base;
  const inFlight = inFlightOf(first.base);
  const how = `${load.loop === 'closed' ? 'Closed' : 'Open'} loop, ${formatDuration(measuredSeconds(first.base) ?? load.durationSeconds)} a step. `;
  const withLoad =
    load.loop === 'closed'
      ? `With ${formatCount(inFlight)} ${inFlight === 1 ? 'request' : 'requests'} in flight, half`
      : 'Half';
  const half = { strong: latencyWithInterval(first.base.latencyMs, 'p50') };
  const start = [how, `${withLoad} of the requests to ${first.subject.name} take at most `, half];
  if (second) {
    return [
      ...start,
      `, to ${second.subject.name} at most `,
      { strong: latencyWithInterval(second.base.latencyMs, 'p50') },
      '. ',
    ];
  }
  if (isQuotable(first.base.latencyMs, 'p95')) {
    return [...start, ' and 95\u00a0% at most ', { strong: latencyWithInterval(first.base.latencyMs, 'p95') }, '. '];
  }
  const throughput = busiestStep(first.subject)?.throughput;
  if (throughput === undefined) return [...start, '. '];
  const rate = formatQuantity(throughput.requestsPerSecond, 'requests/s', throughput.interval95);
  return [...start, '; it serves ', { strong: rate }, '. '];
}

/** How many of the run's service-level objectives were met, over all its steps; nothing without objectives. */
function objectiveLead({ steps }: ResultDocument): Phrase {
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

const longestAnswer = 200;
const mostAnswers = 6;

/** What the scenarios with an answer of their own found, a sentence each; invalid steps are not quoted. */
function scenarioLead(document: ResultDocument): Phrase {
  const list = subjects(document);
  const answers = list.flatMap(({ name, steps }) =>
    [...new Set(steps.map(({ scenario }) => scenario))].flatMap((scenario) => {
      const own = steps.filter((step) => step.scenario === scenario);
      const trusted = own.filter(({ validity, skipped }) => validity.verdict !== 'invalid' || skipped !== undefined);
      const answer = scenarioAnswer(scenario, trusted);
      if (answer === undefined) return [];
      const { title } = scenarioNamed(scenario);
      return [{ title: list.length > 1 ? `${title} of ${name}` : title, answer }];
    }),
  );
  return answers
    .slice(0, mostAnswers)
    .flatMap(({ title, answer }): Phrase => [`${title}: `, { strong: displayText(answer, longestAnswer) }, '. ']);
}

/** What was found by searching, a sentence for each subject; nothing where nothing was. */
function searchLead(document: ResultDocument): Phrase {
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
