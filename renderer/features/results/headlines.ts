import type { Absent, Distribution, PercentileName } from '../../../core/contract/distribution.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatAbsent } from '../../../core/format/absences.ts';
import { formatFloorNeed, formatPercentileName, latencyOrigin, latencyParts } from '../../../core/format/latency.ts';
import { type FormattedQuantity, formatCount, formatPercent } from '../../../core/format/numbers.ts';
import { bytesParts, quantityParts } from '../../../core/format/quantities.ts';
import type { HeadlineFigure as AnswerFigure } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { reportedPercentiles } from '../../../core/statistics/percentiles.ts';
import { sampleFloor } from '../../../core/statistics/sampleFloor.ts';
import { intervalFromDocument } from '../../widgets/Headline.tsx';

/** One of the large numbers above a step's charts. */
export interface HeadlineFigure extends AnswerFigure {
  belowFloor?: string;
}

const mostFigures = 6;
/** Throughput and memory. */
const alwaysShown = 2;
/** Percentiles in the order in which they stand, and in which they give way to what is more important. */
const shownPercentiles: readonly PercentileName[] = ['p50', 'p95', 'p99', 'p999'];
const leastImportant: readonly PercentileName[] = ['p999', 'p99', 'p50', 'p95'];

/**
 * The six numbers that stand above a step's charts. Failures come first where there are any, then what the scenario asks
 * for, in the places of the farthest percentiles.
 */
export function headlines(step: StepResult): HeadlineFigure[] {
  const { requests } = step;
  const bad = requests.failed + requests.timedOut;
  const first = [
    ...(bad > 0 ? [failedFigure(bad, requests.sent)] : []),
    ...(scenarioNamed(step.scenario).answer.headlines?.(step) ?? []),
  ];
  const room = mostFigures - alwaysShown - first.length;
  const percentiles = shownPercentiles.filter((name) => leastImportant.indexOf(name) >= leastImportant.length - room);
  return [
    ...first,
    ...percentiles.map((name) => percentileFigure(step, name)),
    throughputFigure(step),
    memoryFigure(step),
  ];
}

function failedFigure(bad: number, sent: number): HeadlineFigure {
  const share = formatPercent((100 * bad) / sent);
  const [number = share, unit = ''] = share.split('\u00a0%').length > 1 ? [share.replace('\u00a0%', ''), '%'] : [share];
  return {
    name: 'Failed',
    figure: { number, unit },
    note: `${formatCount(bad)} of ${formatCount(sent)}`,
    tone: 'invalid',
  };
}

function percentileFigure(step: StepResult, name: PercentileName): HeadlineFigure {
  const title = `Latency ${formatPercentileName(name)}`;
  const distribution = step.latencyMs;
  if (distribution === undefined || distribution.count === 0) {
    return { name: title, figure: { absent: formatAbsent('measured', 'no request ended') } };
  }
  const figure = percentileParts(distribution, name);
  if (distribution.belowFloor.includes(name)) {
    const { number, unit } = figure;
    return { name: title, figure: { number, unit }, belowFloor: formatFloorNeed(floorOf(name)) };
  }
  const notes: Partial<Record<PercentileName, string>> = {
    p50: latencyOrigin(step.load.loop),
    p95: `n = ${formatCount(distribution.count)}`,
  };
  const note = notes[name];
  return { name: title, figure, ...(note === undefined ? {} : { note }) };
}

/** A percentile with its interval, in the parts that a screen sets differently. */
export function percentileParts(distribution: Distribution, name: PercentileName): FormattedQuantity {
  const interval = distribution.interval95[name];
  return latencyParts(
    numberFromDocument(distribution[name]),
    interval === undefined ? undefined : intervalFromDocument(interval),
  );
}

function floorOf(name: PercentileName): number {
  return sampleFloor(reportedPercentiles.find((percentile) => percentile.name === name)?.share ?? 0.5);
}

function throughputFigure(step: StepResult): HeadlineFigure {
  const { throughput } = step;
  if (throughput === undefined) {
    return { name: 'Throughput', figure: { absent: formatAbsent('measured', 'no request ended') } };
  }
  const { itemsPerSecond, outputTokensPerSecond, outputTokensAbsent } = throughput;
  const ofTokens =
    outputTokensPerSecond !== undefined
      ? `${quantityText(outputTokensPerSecond)} output tokens/s`
      : outputTokensAbsent === undefined
        ? undefined
        : 'output tokens not measured';
  const note =
    step.load.batchSize > 1 && itemsPerSecond !== undefined ? `${quantityText(itemsPerSecond)} items/s` : ofTokens;
  return {
    name: 'Throughput',
    figure: quantityParts(throughput.requestsPerSecond, 'requests/s', throughput.interval95),
    ...(note === undefined ? {} : { note }),
  };
}

const quantityText = (value: number): string => quantityParts(value, '').number;

function isAbsent(figure: object): figure is Absent {
  return 'absent' in figure;
}

function memoryFigure(step: StepResult): HeadlineFigure {
  const { memory } = step;
  return isAbsent(memory)
    ? { name: 'Memory, peak', figure: { absent: formatAbsent('measured', memory.absent) } }
    : { name: 'Memory, peak', figure: bytesParts(memory.peakBytes), note: memory.of };
}
