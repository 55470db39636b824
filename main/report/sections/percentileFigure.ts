import { type PercentileName, percentileNames } from '../../../core/contract/distribution.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatPercentileName } from '../../../core/format/formatPercentileName.ts';
import { latencyParts } from '../../../core/format/latencyParts.ts';
import { reportedPercentiles } from '../../../core/statistics/reportedPercentiles.ts';
import { entityInk } from '../charts/entityInk.ts';
import { percentilePlot } from '../charts/percentilePlot.ts';
import { estimateIntervalMs, estimateMs, isQuotable, latencyWithInterval } from '../content/distributionFigures.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { html } from '../html/html.ts';
import type { Markup } from '../html/Markup.ts';

const dotted: readonly PercentileName[] = ['p50', 'p90', 'p95', 'p99'];

/** The percentile plot of a step with its caption. Null without a curve or a finite latency. */
export function percentileFigure(section: ResultSection, step: StepResult): Markup | null {
  const { latencyMs, successLatencyMs, curve } = step;
  if (latencyMs === undefined || curve === undefined) return null;
  const marked = reportedPercentiles
    .filter(({ name }) => dotted.includes(name) && Number.isFinite(estimateMs(latencyMs, name)))
    .map(({ name, share }) => ({
      share,
      text: latencyParts(estimateMs(latencyMs, name), estimateIntervalMs(latencyMs, name)).number,
    }));
  const said = percentileNames.filter((name) => isQuotable(latencyMs, name));
  const chart = percentilePlot({
    id: `${section.anchor}-p`,
    label: `Latency by percentile: ${said.map((name) => `${formatPercentileName(name)} ${latencyWithInterval(latencyMs, name)}`).join('; ')}`,
    curve,
    count: latencyMs.count,
    finiteShare: successLatencyMs ? successLatencyMs.count / latencyMs.count : 1,
    ink: entityInk(section.subject.index),
    marked,
  });
  if (chart === null) return null;
  return html`<h4>Figure ${section.number} Latency by percentile, tail magnified</h4><figure>${chart}<figcaption>Band: 95\u00a0% interval by order statistics. Hatched: below the sample floor of ${formatCount(latencyMs.count)} requests. The data stand in the JSON.</figcaption></figure>`;
}
