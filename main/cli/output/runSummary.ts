import { goodputWords, highestLevelSentence, objectiveWords } from '../../../core/analysis/slo/objectiveWords.ts';
import type { PercentileName } from '../../../core/contract/distribution.ts';
import type { Fingerprint, ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence, formatAbsent } from '../../../core/format/absences.ts';
import { formatLatency, formatPercentileName, latencyOrigin } from '../../../core/format/latency.ts';
import { decimalsFor, formatInterval } from '../../../core/format/numbers.ts';
import { qualitySentence } from '../../../core/format/qualityFigures.ts';
import { formatRate } from '../../../core/format/quantities.ts';
import { fallbackSentence, providerName, weightsWord } from '../../../core/format/targetWords.ts';
import { scenarioAnswer } from '../../../core/scenarios/scenarios.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { singleLine, textTable } from './textTable.ts';

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

/**
 * What became of the service-level objectives of each step with its goodput, and for each scenario the highest level that
 * met them; nothing without objectives.
 */
export function objectiveLines(steps: readonly StepResult[]): string {
  const rows = steps.flatMap((step, index) => rowsOf(step, String(index + 1)));
  if (rows.length === 0) return '';
  const table = textTable([{ head: 'Step' }, { head: 'Objective' }, { head: 'Result' }, { head: 'Measured' }], rows);
  const isMarked = steps.some(({ slo }) => slo?.some(({ belowFloor }) => belowFloor === true));
  const notes = [
    ...(rows.some(([, name]) => name === goodputName)
      ? ['Goodput: requests that met every limit on one request.']
      : []),
    ...(isMarked ? ['† below its sample floor: fewer requests than it needs.'] : []),
  ];
  return `\n${table}${notes.length === 0 ? '' : `${notes.join(' ')}\n`}${levelLines(steps)}`;
}

const goodputName = 'goodput';

function rowsOf(step: StepResult, number: string): string[][] {
  const objectives = (step.slo ?? []).map(objectiveWords);
  const goodput = goodputWords(step);
  return [
    ...objectives.map(({ objective, value, verdict }) => [number, objective, verdict, value]),
    ...(goodput === undefined ? [] : [[number, goodputName, '', goodput]]),
  ];
}

/** The last step of a ladder knows of all its levels. */
function levelLines(steps: readonly StepResult[]): string {
  const last = new Map<string, string>();
  steps.forEach((step, index) => {
    const sentence = highestLevelSentence(step);
    const key = JSON.stringify([step.target, step.model, step.scenario, step.load.batchSize]);
    if (sentence !== undefined) last.set(key, `Step ${index + 1}: ${sentence}.\n`);
  });
  return [...last.values()].join('');
}

/** What each scenario of a run that has an answer of its own found, a line for each target and model. */
export function scenarioLines(steps: readonly StepResult[]): string {
  const groups = new Map<string, StepResult[]>();
  for (const step of steps) {
    const key = JSON.stringify([step.target, step.model, step.scenario]);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group;
    const answer = first && scenarioAnswer(first.scenario, group);
    if (first === undefined || answer === undefined) return [];
    return [singleLine(`${first.target} · ${first.model} ${first.scenario}: ${endSentence(answer)}`)];
  });
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

/** How each search of a run came to its end, with where throughput stops growing. */
export function searchLines(steps: readonly StepResult[]): string {
  const lines = steps.flatMap(({ target, model, scenario, search }) => {
    if (search === undefined) return [];
    const { kneeConcurrency, explanation } = search;
    const knee =
      kneeConcurrency === undefined ? '' : `; ${kneeConcurrency} in flight are the fewest that bring 95 % of it`;
    return [`${singleLine(`${target} · ${model}`)} ${scenario}: ${singleLine(explanation)}${knee}.`];
  });
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

/** A line for each engine of a run, what it ran on, and one for each model whose quality was to be measured. */
export function variantLines(engines: Fingerprint['engines'], steps: readonly StepResult[]): string {
  const ran = engines.map(
    (engine) =>
      `${engine.model} ran on ${[
        engine.provider === undefined ? 'an unknown provider' : providerName(engine.provider),
        engine.device,
        engine.precision,
        engine.weights === undefined ? undefined : `weights: ${weightsWord(engine.weights)}`,
      ]
        .filter((part) => part !== undefined)
        .join(', ')}.`,
  );
  const fallbacks = engines.flatMap((engine) => fallbackSentence(engine) ?? []);
  const isOneTarget = new Set(steps.map(({ target }) => target)).size <= 1;
  const qualities = steps.flatMap(({ target, model, quality }) => {
    if (quality === undefined) return [];
    const whose = isOneTarget ? model : `${model} on ${target}`;
    return 'absent' in quality
      ? [`Quality of ${whose} was not measured: ${quality.absent}`]
      : [`Quality of ${whose} against ${quality.reference}: ${qualitySentence(quality)}`];
  });
  const lines = [...new Set([...ran, ...fallbacks, ...qualities].map(singleLine))];
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
