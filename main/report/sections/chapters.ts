import { validityChecks } from '../../../core/analysis/checks/validityChecks.ts';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { definitions } from '../content/definitions.ts';
import { rawDataSentences } from '../content/rawDataSentences.ts';
import type { ReportOutline } from '../content/reportOutline.ts';
import { html, type Markup } from '../html/html.ts';
import { verdictMark } from '../html/icons.ts';

/** Every chapter and section as a link, with the validity of what is not valid. */
export function contentsList(outline: ReportOutline): Markup {
  return html`<h2>Contents</h2><ol class="contents">
${chapter(outline.environment, 'Environment')}
${outline.results.map(
  ({ number, title, sections }) =>
    html`<li>${chapterLink(number, title)}<ul>${sections.map((section) => {
      const verdict =
        section.kind === 'step' && section.steps[0]?.skipped === undefined
          ? section.steps[0]?.validity.verdict
          : undefined;
      return html`<li><a href="#${section.anchor}">${section.number} ${section.title}</a>${verdict && verdict !== 'valid' && verdictMark(verdict)}</li>`;
    })}</ul></li>`,
)}
${chapter(outline.definitions, 'Definitions')}
${chapter(outline.rawData, 'Raw data')}
</ol>`;
}

function chapterLink(number: number, title: string): Markup {
  return html`<a href="#chapter-${number}">${number} ${title}</a>`;
}

function chapter(number: number, title: string): Markup {
  return html`<li>${chapterLink(number, title)}</li>`;
}

/** What the report's words mean, and what each of the run's checks looks at. */
export function definitionsChapter(document: ResultDocument): Markup {
  const used = new Set(document.steps.flatMap(({ validity }) => validity.checks.map(({ id }) => id)));
  const checks = validityChecks.filter(({ id }) => used.has(id));
  return html`<dl class="definitions">${definitions.map(({ term, meaning }) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>
${checks.length > 0 && html`<h3>Checks</h3><dl class="definitions">${checks.map(({ id, question, definition }) => html`<div><dt><code>${id}</code></dt><dd>${question} ${definition}</dd></div>`)}</dl>`}`;
}

/** Where the raw data are and how to get them. */
export function rawDataChapter(document: ResultDocument): Markup {
  const { sentences, command, hash } = rawDataSentences(document);
  return html`<p>${sentences.join(' ')}</p><p><code>${command}</code></p>${hash && html`<p>sha256 of the request records: <code>${hash}</code></p>`}`;
}
