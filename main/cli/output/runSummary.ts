import type { PercentileName } from '../../../core/contract/distribution.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { decimalsFor } from '../../../core/format/decimalsFor.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { formatAbsent } from '../../../core/format/formatAbsent.ts';
import { formatInterval } from '../../../core/format/formatInterval.ts';
import { formatLatency } from '../../../core/format/formatLatency.ts';
import { formatPercentileName } from '../../../core/format/formatPercentileName.ts';
import { formatRate } from '../../../core/format/formatRate.ts';
import { latencyOrigin } from '../../../core/format/latencyOrigin.ts';
import { numberFromDocument } from '../../../core/statistics/numberFromDocument.ts';
import { objectiveLines } from './objectiveLines.ts';
import { scenarioLines } from './scenarioLines.ts';
import { searchLines } from './searchLines.ts';
import { singleLine } from './singleLine.ts';
import { textTable } from './textTable.ts';
import { variantLines } from './variantLines.ts';

/** Of what a target said: enough to tell what is wrong. The document has all of it. */
const longestDetail = 300;

const tail: readonly PercentileName[] = ['p95', 'p99'];

/** A run for the terminal: a table of its steps with validity, then what is wrong with those that are not valid. */
export function runSummary(document: ResultDocument): string {
  const { run, steps } = document;
  const title = `Run ${run.number} · ${singleLine(run.name)} · ${run.status}${run.reason === undefined ? '' : `: ${singleLine(run.reason)}`}`;
  const damage = (run.damage ?? []).map((sentence) => `\n${singleLine(sentence)}`).join('');
  if (steps.length === 0)
    return `${title}${damage}\n${damage === '' ? 'No step was carried out.' : 'No step can be shown.'}\n`;
  const table = textTable(
    [
      { head: 'Step' },
      { head: 'Target · model' },
      { head: 'Scenario' },
      { head: 'Level' },
      { head: 'Requests', alignRight: true },
      { head: 'Failed', alignRight: true },
      { head: 'p50', alignRight: true },
      { head: '95 % interval' },
      ...tail.map((name) => ({ head: formatPercentileName(name), alignRight: true })),
      { head: 'Requests/s', alignRight: true },
      { head: 'Validity' },
    ],
    steps.map((step, index) => row(step, index)),
  );
  const isMarked = steps.some(({ latencyMs }) =>
    ['p50' as const, ...tail].some((name) => latencyMs?.belowFloor.includes(name)),
  );
  const origin = [...new Set(steps.map(({ load }) => load.loop))].map(latencyOrigin).join('; ');
  const notes = [
    `Latency counts ${origin}.`,
    ...(isMarked ? ['† below its sample floor: fewer requests than it needs.'] : []),
  ];
  return `${title}${damage}\n\n${table}\n${notes.join(' ')}\n${searchLines(steps)}${scenarioLines(steps)}${objectiveLines(steps)}${variantLines(run.fingerprint.engines, steps)}${unknownTokens(steps)}${complaints(steps)}`;
}

function row(step: StepResult, index: number): string[] {
  const { latencyMs, requests, throughput, validity, failure } = step;
  const failed = requests.failed + requests.timedOut + requests.dropped;
  const percentile = (name: PercentileName): string =>
    latencyMs === undefined
      ? 'not measured'
      : `${formatLatency(numberFromDocument(latencyMs[name]))}${latencyMs.belowFloor.includes(name) ? ' †' : ''}`;
  return [
    String(index + 1),
    `${step.target} · ${step.model}`,
    step.scenario,
    step.level.label,
    String(requests.sent),
    String(failed),
    percentile('p50'),
    intervalOf(step, 'p50'),
    ...tail.map(percentile),
    throughput === undefined ? 'not measured' : formatRate(throughput.requestsPerSecond),
    step.skipped !== undefined ? 'not tried' : failure === undefined ? validity.verdict : 'failed',
  ];
}

function intervalOf({ latencyMs }: StepResult, name: PercentileName): string {
  const interval = latencyMs?.interval95[name];
  if (latencyMs === undefined || interval === undefined) return '';
  const [low, high] = [numberFromDocument(interval[0]), numberFromDocument(interval[1])];
  return formatInterval([low, high], decimalsFor(numberFromDocument(latencyMs[name]), [low, high]));
}

function complaints(steps: readonly StepResult[]): string {
  const lines = steps.flatMap(({ failure, validity, interrupted, skipped }, index) => {
    const step = `Step ${index + 1}`;
    if (skipped !== undefined) return [`${step} was not tried: ${endSentence(singleLine(skipped.reason))}`];
    if (failure !== undefined) {
      const { reason, remedy, detail } = failure;
      const said = detail === undefined ? '' : ` What was said: ${singleLine(detail).slice(0, longestDetail)}`;
      return [`${step} failed: ${endSentence(singleLine(reason))} ${endSentence(singleLine(remedy))}${said}`];
    }
    const doubts = validity.checks.filter(({ status }) => status === 'warn' || status === 'fail');
    const told = doubts.map(
      ({ id, status, detail }) => `${id} ${status === 'fail' ? 'fails' : 'warns'} (${singleLine(detail)})`,
    );
    if (interrupted === true) told.unshift('interrupted');
    return told.length === 0 ? [] : [`${step} is ${validity.verdict}: ${told.join(', ')}`];
  });
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

/** Steps of which the tokens are not known: nothing of the table would say so. */
function unknownTokens(steps: readonly StepResult[]): string {
  const lines = steps.flatMap(({ throughput }, index) =>
    throughput?.outputTokensAbsent === undefined
      ? []
      : [`Step ${index + 1}: output tokens ${formatAbsent('measured', singleLine(throughput.outputTokensAbsent))}`],
  );
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
