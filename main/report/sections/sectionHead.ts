import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { html, type Markup, type MarkupPart } from '../html/html.ts';
import { verdictMark } from '../html/icons.ts';

/** Number and title, the scenario's name beside, and the word in the margin when the numbers are not to be trusted. */
export function sectionHead({ number, title, scenario }: ResultSection, step?: StepResult): Markup {
  const verdict = step?.validity.verdict;
  const word =
    verdict !== undefined && verdict !== 'valid' && html`<span class="margin-word">${verdictMark(verdict)}</span>`;
  return html`<div class="step-head"><h3>${word}${number} ${title}</h3><span class="mono">${scenario ?? ''}</span></div>`;
}

/** A chart under the question that it answers, with what bands, dashes and hatches mean under it. Null without a chart. */
export function titledFigure(
  number: string,
  question: string,
  chart: Markup | null,
  caption: MarkupPart,
): Markup | null {
  if (chart === null) return null;
  return html`<div class="keep"><h4>Figure ${number} ${question}</h4><figure>${chart}<figcaption>${caption}</figcaption></figure></div>`;
}
