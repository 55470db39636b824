import { percentileAxis } from '../../../../core/chart/axes.ts';
import { logRange } from '../../../../core/chart/ticks.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { interferenceMetric, interferenceText } from '../../../../core/format/interferenceWords.ts';
import { latencyParts } from '../../../../core/format/latency.ts';
import { numberFromDocument } from '../../../../core/statistics/distributionDocument.ts';
import { percentileAxisPosition } from '../../../../core/statistics/percentileCurve.ts';
import { entityInk } from '../../charts/ink.ts';
import { percentilePlot } from '../../charts/percentilePlot.ts';
import { ratioForest } from '../../charts/ratioForest.ts';
import type { ResultSection } from '../../content/reportOutline.ts';
import { displayText, shortName } from '../../displayText.ts';
import { html, type Markup } from '../../html/html.ts';
import { titledFigure } from '../sectionHead.ts';

/** A percentile plot of each class, all on the same axes. */
export function classesFigure(section: ResultSection, step: StepResult): Markup | null {
  const { classes = [] } = step;
  const told = classes.flatMap(({ name, curve, latencyMs, requests }) =>
    curve === undefined || latencyMs === undefined ? [] : [{ name, curve, latencyMs, requests }],
  );
  const end = Math.max(...told.map(({ latencyMs }) => percentileAxis(latencyMs.count).end));
  const range = logRange(
    told.flatMap(({ curve }) =>
      curve
        .filter(({ quantile }) => percentileAxisPosition(quantile) <= end)
        .flatMap(({ valueMs, lowMs = valueMs, highMs = valueMs }) => [valueMs, lowMs, highMs].map(numberFromDocument)),
    ),
  );
  if (range === null) return null;
  const plots = told.map(({ name, curve, latencyMs, requests }, index) => {
    const half = numberFromDocument(latencyMs.p50);
    const all = requests.sent + requests.dropped;
    return html`<figure><p class="part-name">${displayText(name, 60)}</p>${percentilePlot({
      id: `${section.anchor}-c${index + 1}`,
      label: `${displayText(name, 60)}: latency by percentile`,
      curve,
      count: latencyMs.count,
      finiteShare: all === 0 ? 1 : requests.ok / all,
      ink: entityInk(index),
      marked: Number.isFinite(half) ? [{ share: 0.5, text: latencyParts(half).number }] : [],
      shared: { range, end },
    })}</figure>`;
  });
  return titledFigure(
    section.number,
    'How long does each class take?',
    html`<div class="halves">${plots}</div>`,
    'All on the same axes. Bands: 95\u00a0% intervals. Hatched: below the sample floor of the class.',
  );
}

/** How much each class suffers from the others. */
export function interferenceFigure(section: ResultSection, { classes = [] }: StepResult): Markup | null {
  const rows = classes.flatMap((one) => {
    const figures = figuresOf(one.interference);
    if (figures === undefined) return [];
    return [
      {
        name: shortName(one.name),
        ratio: figures.ratio,
        interval: figures.interval95,
        text: interferenceText(one) ?? '',
        metric: figures.metric,
      },
    ];
  });
  const metric = displayText(interferenceMetric(rows[0]?.metric ?? ''), 60);
  const chart = ratioForest({
    id: `${section.anchor}-f`,
    label: rows.map(({ name, text }) => `${name} ${text}`).join('; '),
    title: `In the mix / alone, ${metric} (log)`,
    ink: entityInk(section.subject.index),
    rows,
  });
  return titledFigure(
    section.number,
    'What does the mix cost each class?',
    chart,
    'Right of the line at 1: slower in the mix than alone at the same rate. Lines: 95\u00a0% intervals; a hollow point has none.',
  );
}
