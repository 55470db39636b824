import { isSynthetic } from '../../../core/analysis/isSynthetic.ts';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import { formatQuantity } from '../../../core/format/formatQuantity.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { displayText } from '../displayText.ts';
import { isQuotable, latencyWithInterval } from './distributionFigures.ts';
import { machineWords } from './machineWords.ts';
import { measuredSeconds } from './measuredSeconds.ts';
import { objectiveLead } from './objectiveLead.ts';
import type { Phrase } from './Phrase.ts';
import { scenarioLead } from './scenarioLead.ts';
import { searchLead } from './searchLead.ts';
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
