import type { ReportOutline } from '../content/reportOutline.ts';
import { html } from '../html/html.ts';
import { verdictMark } from '../html/icons.ts';
import type { Markup } from '../html/Markup.ts';

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
