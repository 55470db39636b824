import type { PercentileName } from '../../../core/contract/distribution.ts';
import { formatPercentileName } from '../../../core/format/latency.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';
import { reportedPercentiles } from '../../../core/statistics/percentiles.ts';
import { entityInk } from '../charts/ink.ts';
import { loadCurve } from '../charts/loadCurve.ts';
import { estimateMs, isQuotable } from '../content/figures.ts';
import type { Subject } from '../content/subjects.ts';
import { loadLadder, type UsableStep } from '../content/usableSteps.ts';
import { html, type Markup } from '../html/html.ts';

/** The highest percentile that every step of the figure can carry. */
function commonPercentile(steps: readonly UsableStep[]): PercentileName | undefined {
  return reportedPercentiles
    .map(({ name }) => name)
    .findLast((name) => name !== 'p999' && steps.every(({ latencyMs }) => isQuotable(latencyMs, name)));
}

/** The steps of the one scenario that draws the curve: where several do, the one that is listed first. */
function ladderOf(subject: Subject): UsableStep[] {
  const steps = loadLadder(subject).filter(({ throughput }) => throughput);
  return (
    scenarios
      .filter(({ answer }) => answer.charts.includes('load-curve'))
      .map(({ name }) => steps.filter(({ scenario }) => scenario === name))
      .find(({ length }) => length > 0) ?? []
  );
}

/** "At every load": latency against throughput of each subject, when one of them ran at several loads. Null otherwise. */
export function loadFigure(subjects: readonly Subject[]): Markup | null {
  const ladders = subjects.map((subject) => ({
    subject,
    steps: ladderOf(subject),
  }));
  const drawn = ladders.filter(({ steps }) => steps.length > 0).slice(0, 4);
  const percentile = commonPercentile(drawn.flatMap(({ steps }) => steps));
  if (percentile === undefined || !drawn.some(({ steps }) => steps.length > 1)) return null;
  const name = formatPercentileName(percentile);
  const lines = drawn.map(({ subject, steps }) => ({
    name: subject.name,
    ink: entityInk(subject.index),
    points: steps.map((step) => ({
      inFlight: inFlightOf(step),
      requestsPerSecond: step.throughput?.requestsPerSecond ?? 0,
      latencyMs: estimateMs(step.latencyMs, percentile),
    })),
  }));
  const chart = loadCurve({
    id: 'load',
    label: `${name} latency against throughput: ${lines.map((line) => line.name).join(', ')}`,
    latencyTitle: `${name} latency, ms (log scale)`,
    lines,
  });
  if (chart === null) return null;
  return html`<h2 class="part">At every load</h2><figure>${chart}<figcaption>Points: measured, labelled by requests in flight; the lines only join them. Right and low is better.</figcaption></figure>`;
}
