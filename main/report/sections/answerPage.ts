import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatUtcDate } from '../../../core/format/dates.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import { formatCount, formatPercent } from '../../../core/format/numbers.ts';
import { advice } from '../content/advice.ts';
import { requestTotals } from '../content/figures.ts';
import { headline } from '../content/headline.ts';
import { lead } from '../content/lead.ts';
import { limits } from '../content/limits.ts';
import { subjectLine } from '../content/machineWords.ts';
import type { ReportOutline } from '../content/reportOutline.ts';
import { measuredSeconds } from '../content/stepWords.ts';
import { sureness } from '../content/sureness.ts';
import { displayText } from '../displayText.ts';
import { html, type Markup } from '../html/html.ts';
import { productMark, verdictIcon } from '../html/icons.ts';
import { phraseMarkup } from '../html/phraseMarkup.ts';
import { dataTable } from '../tables/DataTable.ts';
import { keyFigureTable } from '../tables/keyFigureTable.ts';
import { loadFigure } from './loadFigure.ts';

const mostRows = 6;
const mostRowsBesideFigure = 4;

/** The first page is the answer: what was found, how sure it is, what to do, and what it does not say. */
export function answerPage(outline: ReportOutline): Markup {
  const { document } = outline;
  const figure = loadFigure(outline.subjects);
  return html`<header class="title-block">${productMark}<span class="product">Inferneo Bench</span><span class="kind">Benchmark report, ${displayText(document.run.name, 80)}<br>${formatUtcDate(Date.parse(document.run.startedAt))}</span></header>
<p class="subject">${subjectLine(document)}</p>
<h1>${headline(document)}</h1>
<p class="lead">${phraseMarkup(lead(document))}</p>
${strip(document)}
${keyFigures(outline, figure === null ? mostRows : mostRowsBesideFigure)}
${figure}
${whatToDo(document)}
<h2 class="part">What this does not say</h2><p class="says">${limits(document).join(' ')}</p>`;
}

function strip(document: ResultDocument): Markup {
  const { verdict, sentence, checks, reason } = sureness(document);
  const { counted, failed } = requestTotals(document.steps);
  const seconds = document.steps.reduce((sum, step) => sum + (measuredSeconds(step) ?? 0), 0);
  const share = counted === 0 ? '' : `${formatPercent((100 * failed) / counted)} of them`;
  return html`<dl class="strip">
<div><dt>How sure</dt><dd>${sentence} ${verdict && verdictIcon(verdict)}</dd><dd class="under">${reason === undefined ? checks : displayText(reason, 120)}</dd></div>
<div><dt>Steps</dt><dd>${formatCount(document.steps.filter(({ skipped }) => skipped === undefined).length)} <span class="more">of ${formatCount(document.run.plan.steps.length)}</span></dd></div>
<div><dt>Requests counted</dt><dd>${formatCount(counted)}</dd></div>
<div><dt>Failed</dt><dd>${formatCount(failed)} <span class="more">${failed > 0 && share}</span></dd></div>
<div><dt>Time measured</dt><dd>${seconds > 0 ? formatDuration(seconds) : 'none'}</dd></div>
</dl>`;
}

function whatToDo(document: ResultDocument): Markup | null {
  const list = advice(document);
  if (list.length === 0) return null;
  return html`<h2 class="part">What to do</h2><ol class="actions">${list.map(
    ({ action, because }) => html`<li><strong>${action}</strong> ${because}</li>`,
  )}</ol>`;
}

function keyFigures({ document, subjects, results }: ReportOutline, mostRows: number): Markup | null {
  const table = keyFigureTable(subjects, mostRows);
  if (table === null) return null;
  const others = document.steps.length - table.rows.length;
  const where = results[0]?.sections[0]?.number;
  const flagged = document.steps.some(({ latencyMs }) => latencyMs?.belowFloor.includes('p95'));
  return html`<h2 class="part">Key figures</h2>${dataTable(table)}<p class="note">Latency with 95\u00a0% intervals.${flagged && ' † below its sample floor.'}${
    others > 0 && ` All ${document.steps.length} steps: from section ${where} on.`
  }</p>`;
}
