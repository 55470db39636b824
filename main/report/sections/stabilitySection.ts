import type { ResultSection } from '../content/reportOutline.ts';
import { stabilityNotes } from '../content/stabilityNotes.ts';
import { dataTable } from '../html/dataTable.ts';
import { html } from '../html/html.ts';
import type { Markup } from '../html/Markup.ts';
import { stabilityTable } from '../tables/stabilityTable.ts';
import { sectionHead } from './sectionHead.ts';

/** How steady the steps of a chapter were, one row for each that has a score. */
export function stabilitySection(section: ResultSection): Markup {
  const notes = stabilityNotes(section);
  return html`<section class="step" id="${section.anchor}">${sectionHead(section)}
${dataTable(stabilityTable(section.steps))}${notes.length > 0 && html`<p class="note">${notes.join(' ')}</p>`}</section>`;
}
