import { validityChecks } from '../../../core/analysis/checks/validityChecks.ts';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { definitions } from '../content/definitions.ts';
import { html } from '../html/html.ts';
import type { Markup } from '../html/Markup.ts';

/** What the report's words mean, and what each of the run's checks looks at. */
export function definitionsChapter(document: ResultDocument): Markup {
  const used = new Set(document.steps.flatMap(({ validity }) => validity.checks.map(({ id }) => id)));
  const checks = validityChecks.filter(({ id }) => used.has(id));
  return html`<dl class="definitions">${definitions.map(({ term, meaning }) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>
${checks.length > 0 && html`<h3>Checks</h3><dl class="definitions">${checks.map(({ id, question, definition }) => html`<div><dt><code>${id}</code></dt><dd>${question} ${definition}</dd></div>`)}</dl>`}`;
}
