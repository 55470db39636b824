import { isSynthetic } from '../../../core/analysis/isSynthetic.ts';
import { verdictSentence } from '../../../core/analysis/verdictSentence.ts';
import { type PercentileName, percentileNames } from '../../../core/contract/distribution.ts';
import type { CheckStatus, Fingerprint, StepResult, Validity } from '../../../core/contract/resultDocument.ts';
import { endSentence } from '../../../core/format/absences.ts';
import { formatPercentileName, latencyParts } from '../../../core/format/latency.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { reportedPercentiles } from '../../../core/statistics/percentiles.ts';
import { entityInk } from '../charts/ink.ts';
import { percentilePlot } from '../charts/percentilePlot.ts';
import { estimateIntervalMs, estimateMs, isQuotable, latencyWithInterval } from '../content/figures.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { latencyNotes, objectiveNotes } from '../content/stepNotes.ts';
import { loadSentences } from '../content/stepWords.ts';
import { displayText } from '../displayText.ts';
import { html, type Markup } from '../html/html.ts';
import { statusIcon, verdictMark } from '../html/icons.ts';
import { dataTable } from '../tables/DataTable.ts';
import { latencyTable } from '../tables/latencyTable.ts';
import { errorTable, outcomeTable } from '../tables/outcomeTable.ts';
import { scenarioTables } from '../tables/scenarioTables.ts';
import { objectiveTable } from '../tables/stabilityTable.ts';
import { scenarioFigure } from './figuresByKind.ts';
import { sectionHead } from './sectionHead.ts';

const longestSample = 400;

/** What was planned and not tried has its reason and nothing else. Otherwise everything about one step: load, distribution, outcome, checks, errors, and what it did not get to. */
export function stepSection(section: ResultSection, step: StepResult, fingerprint: Fingerprint): Markup {
  if (step.skipped !== undefined) {
    return html`<section class="step" id="${section.anchor}">${sectionHead(section)}<p class="quiet">Not tried: ${endSentence(displayText(step.skipped.reason))}</p></section>`;
  }
  return html`<section class="step" id="${section.anchor}"><div class="keep">${sectionHead(section, step)}
<p class="load">${loadSentences(step)}</p>
${failureMessage(step)}${doubt(step)}
${answerFigure(section, step)}</div>
${scenarioTables(step).map((table) => html`<h4 class="table-title">${table.label}</h4>${dataTable(table)}`)}
${step.requests.sent > 0 && figures(step, isSynthetic(step, fingerprint))}
</section>`;
}

/** The chart of the scenario first: it answers what was asked, and how latency is distributed stands under it. */
function answerFigure(section: ResultSection, step: StepResult): Markup {
  const ofScenario = scenarioFigure({ ...section, number: `${section.number} a` }, step);
  if (ofScenario === null) return html`${percentileFigure(section, step)}`;
  return html`${ofScenario}${percentileFigure({ ...section, number: `${section.number} b` }, step)}`;
}

function failureMessage({ failure, interrupted }: StepResult): Markup | null {
  if (failure) {
    return html`<div class="message fail"><p><strong>Not carried out: ${displayText(failure.reason)}.</strong> ${displayText(failure.remedy)}</p>${
      failure.detail !== undefined && html`<code>${displayText(failure.detail, longestSample)}</code>`
    }</div>`;
  }
  if (interrupted)
    return html`<div class="message warn"><p><strong>Interrupted.</strong> What was measured until then is kept.</p></div>`;
  return null;
}

/** Why the numbers are to be doubted, in a sentence. */
function doubt(step: StepResult): Markup | null {
  if (step.failure !== undefined || step.validity.verdict === 'valid') return null;
  const { headline, explanation } = verdictSentence(step);
  return html`<p class="doubt ${step.validity.verdict}"><strong>${displayText(headline)}.</strong> ${explanation && displayText(explanation, longestSample)}</p>`;
}

function figures(step: StepResult, synthetic: boolean): Markup {
  const latency = latencyTable(step);
  const notes = latencyNotes(step.latencyMs);
  return html`<div class="columns"><div>
<h4 class="table-title">${latency?.label ?? 'Latency'}</h4>${latency === null ? html`<p class="faint">No latency was measured.</p>` : dataTable(latency)}${notes.length > 0 && html`<p class="note">${notes.join(' ')}</p>`}
<h4 class="table-title">Load and outcome</h4>${dataTable(outcomeTable(step))}
${objectives(step)}</div><div>
<h4>Checks of this step</h4>${checksList(step.validity)}
${step.errors.length > 0 && html`<h4 class="table-title">Failures</h4>${dataTable(errorTable(step))}`}
${step.outputSample !== undefined && outputSample(step.outputSample, synthetic)}
</div></div>`;
}

function objectives(step: StepResult): Markup | null {
  const table = objectiveTable(step);
  if (table === null) return null;
  const notes = objectiveNotes(step);
  return html`<h4 class="table-title">${table.label}</h4>${dataTable(table)}${notes.length > 0 && html`<p class="note">${notes.join(' ')}</p>`}
`;
}

function outputSample(text: string, synthetic: boolean): Markup {
  return html`<div class="keep"><h4>${synthetic ? 'Output sample, synthetic' : 'Output sample'}</h4><p class="sample"><code>${displayText(text, longestSample)}</code></p>${
    synthetic && html`<p class="note">Made by synthetic weights: the text means nothing.</p>`
  }</div>`;
}

const order: readonly CheckStatus[] = ['fail', 'warn', 'pass', 'skipped'];
const statusWords = { fail: 'fails', warn: 'warns', pass: 'passes', skipped: 'skipped' } as const satisfies Record<
  CheckStatus,
  string
>;

/** The validity of a step and each check behind it, failing ones first. */
function checksList({ verdict, checks }: Validity): Markup {
  if (checks.length === 0)
    return html`<p class="checks-verdict">${verdictMark(verdict)} <span class="quiet">no check could be made</span></p>`;
  const counts = order.flatMap((status) => {
    const count = checks.filter((check) => check.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  const sorted = order.flatMap((status) => checks.filter((check) => check.status === status));
  return html`<p class="checks-verdict">${verdictMark(verdict)} <span class="quiet">${counts.join(', ')}</span></p>
<ul class="checks">${sorted.map(
    ({ id, status, detail }) =>
      html`<li>${statusIcon(status)}<code>${id}<span class="unseen"> ${statusWords[status]}:</span></code><span>${displayText(detail)}</span></li>`,
  )}</ul>`;
}

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
