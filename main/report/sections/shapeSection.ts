import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { histogramChart } from '../charts/histogramChart.ts';
import { entityInk } from '../charts/ink.ts';
import { latencyOverTime } from '../charts/latencyOverTime.ts';
import { estimateMs, isQuotable } from '../content/figures.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { stabilityNotes } from '../content/stepNotes.ts';
import { stepTitle } from '../content/stepWords.ts';
import { html, type Markup } from '../html/html.ts';
import { dataTable } from '../tables/DataTable.ts';
import { stabilityTable } from '../tables/stabilityTable.ts';
import { sectionHead } from './sectionHead.ts';

/** Shape and course of the latency of each step, side by side and under each other, so that they can be compared. */
export function shapeSection(section: ResultSection): Markup {
  return html`<section class="step" id="${section.anchor}">${sectionHead(section)}
<p class="load">Left: counted requests by latency. Right: latency by the second in which requests ended, with what is not counted hatched.</p>
${section.steps.map((step, index) => pair(section, step, index))}</section>`;
}

function pair(section: ResultSection, step: StepResult, index: number): Markup | null {
  const { colour } = entityInk(section.subject.index);
  const { latencyMs, histogram, series } = step;
  const title = stepTitle(step);
  const marked = (['p50', 'p95'] as const).flatMap((name) =>
    latencyMs && isQuotable(latencyMs, name) ? [{ name, valueMs: estimateMs(latencyMs, name) }] : [],
  );
  const id = `${section.anchor}-${index + 1}`;
  const shape =
    histogram && histogramChart({ id: `${id}h`, label: `${title}: histogram`, bins: histogram.bins, colour, marked });
  const course =
    series &&
    latencyOverTime({ id: `${id}t`, label: `${title}: latency over time`, series, phases: step.phases, colour });
  if (!shape && !course) return null;
  const above = histogram?.above ?? 0;
  return html`<div class="keep"><h4>${title}${above > 0 && html` <span class="faint">${formatCount(above)} more to the right of the histogram or failed</span>`}</h4>
<div class="halves"><figure>${shape || html`<p class="faint">No shape: nothing succeeded.</p>`}</figure><figure>${course || html`<p class="faint">No course: nothing succeeded.</p>`}</figure></div></div>`;
}

/** How steady the steps of a chapter were, one row for each that has a score. */
export function stabilitySection(section: ResultSection): Markup {
  const notes = stabilityNotes(section);
  return html`<section class="step" id="${section.anchor}">${sectionHead(section)}
${dataTable(stabilityTable(section.steps))}${notes.length > 0 && html`<p class="note">${notes.join(' ')}</p>`}</section>`;
}
