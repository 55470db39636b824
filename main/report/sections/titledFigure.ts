import { html, type MarkupPart } from '../html/html.ts';
import type { Markup } from '../html/Markup.ts';

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
