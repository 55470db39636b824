import { type PercentileName, percentileNames } from '../contract/distribution.ts';
import type { PlanProblem } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { Failure } from '../contract/WorkerMessages.ts';
import { nearestNames } from '../format/nearestNames.ts';

/** Distributions that an objective can be about: fields of a step's result. */
export const objectiveDistributions = [
  'latencyMs',
  'ttftMs',
  'tpotMs',
  'itlMs',
  'serviceMs',
  'successLatencyMs',
] as const;
export type ObjectiveDistribution = (typeof objectiveDistributions)[number];

/** Rates that an objective can be about: fields of `throughput`. */
export const objectiveRates = [
  'requestsPerSecond',
  'itemsPerSecond',
  'inputTokensPerSecond',
  'outputTokensPerSecond',
  'goodputPerSecond',
] as const satisfies readonly (keyof NonNullable<StepResult['throughput']>)[];
type ObjectiveRate = (typeof objectiveRates)[number];

export const objectiveComparisons = ['<=', '<', '>=', '>'] as const;
type ObjectiveComparison = (typeof objectiveComparisons)[number];

/** What an objective limits. */
type ObjectiveMetric =
  | { kind: 'distribution'; distribution: ObjectiveDistribution; estimate: PercentileName | 'mean' }
  | { kind: 'rate'; rate: ObjectiveRate }
  | { kind: 'errorRate' };

/** A service-level objective: a bound on a metric of a step. */
export interface Objective {
  /** As it was asked for. */
  readonly text: string;
  readonly metric: ObjectiveMetric;
  readonly comparison: ObjectiveComparison;
  /** Milliseconds, something per second, or a ratio, as the metric's name says. */
  readonly limit: number;
}

const estimates = [...percentileNames, 'mean'] as const;

/** Every metric by the name under which the result document has it. */
const metrics: ReadonlyMap<string, ObjectiveMetric> = new Map<string, ObjectiveMetric>([
  ...objectiveDistributions.flatMap((distribution) =>
    estimates.map((estimate): [string, ObjectiveMetric] => [
      `${distribution}.${estimate}`,
      { kind: 'distribution', distribution, estimate },
    ]),
  ),
  ...objectiveRates.map((rate): [string, ObjectiveMetric] => [`throughput.${rate}`, { kind: 'rate', rate }]),
  ['errorRate', { kind: 'errorRate' }],
]);

const example = 'ttftMs.p95<=200';

/** Quotes a user's text for a message, cut where it is long. */
const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * Reads an objective such as `ttftMs.p95<=200`, `throughput.requestsPerSecond>=50` or `errorRate<0.01`. The failure names
 * the text, what is wrong with it, and an objective that would be right.
 */
export function parseObjective(text: string): { objective: Objective } | { failure: Failure } {
  const fail = (why: string, remedy: string): { failure: Failure } => ({
    failure: { reason: `the service-level objective ${quoted(text)} ${why}`, remedy },
  });
  const signs = text.match(/[<>=≤≥!]+/g) ?? [];
  const comparison = objectiveComparisons.find((known) => known === signs[0]);
  if (signs.length !== 1 || comparison === undefined) {
    const found = signs.length === 0 ? 'has no comparison' : `has ${signs.map(quoted).join(' and ')} for a comparison`;
    return fail(found, `Write a metric, one of ${objectiveComparisons.join(' ')}, and a limit: ${example}.`);
  }
  const at = text.indexOf(comparison);
  const name = text.slice(0, at).trim();
  const limitText = text.slice(at + comparison.length).trim();
  const metric = metrics.get(name);
  if (metric === undefined) return fail(...unknownMetric(name));
  const suggestion = `${name}${comparison}${metric.kind === 'errorRate' ? '0.01' : '200'}`;
  const limit = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(limitText) ? Number(limitText) : Number.NaN;
  if (!(limit >= 0 && Number.isFinite(limit))) {
    const found = limitText === '' ? 'has no limit' : `has ${quoted(limitText)} for a limit`;
    return fail(found, `Give a number from 0 and no unit, ${unitOf(metric)}: ${suggestion}.`);
  }
  if (metric.kind === 'errorRate' && limit > 1) {
    return fail(`has a limit of ${limitText}`, 'An error rate is a ratio from 0 to 1; 1 % is 0.01: errorRate<=0.01.');
  }
  return { objective: { text, metric, comparison, limit } };
}

function unitOf(metric: ObjectiveMetric): string {
  if (metric.kind === 'errorRate') return 'a ratio where 0.01 is 1 %';
  return metric.kind === 'rate' ? 'per second' : 'in milliseconds';
}

function unknownMetric(name: string): [why: string, remedy: string] {
  if (name === '') return ['names no metric', `Write one before the comparison: ${example}.`];
  if ((objectiveDistributions as readonly string[]).includes(name)) {
    return [
      `does not say which figure of ${name}`,
      `Add one of ${estimates.map((estimate) => `.${estimate}`).join(' ')}: ${name}.p95<=200.`,
    ];
  }
  const near = nearestNames(name, [...metrics.keys()]);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}? ` : '';
  return [
    `has no known metric: ${quoted(name)}`,
    `${hint}Metrics: ${objectiveDistributions.join(', ')}, each with ${estimates.map((estimate) => `.${estimate}`).join(' ')}; ${objectiveRates.map((rate) => `throughput.${rate}`).join(', ')}; errorRate. Such as ${example}.`,
  ];
}

/** What is wrong with the objectives of a request for a plan, each an error that keeps it from starting. */
export function objectiveProblems(slos: readonly string[] = []): PlanProblem[] {
  return slos.flatMap((text, index): PlanProblem[] => {
    const read = parseObjective(text);
    if ('objective' in read) return [];
    const { reason, remedy } = read.failure;
    return [{ severity: 'error', path: `slos[${index}]`, value: text, message: reason, remedy }];
  });
}
