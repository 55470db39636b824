import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { html } from '../html/html.ts';
import { verdictMark } from '../html/icons.ts';
import type { Markup } from '../html/Markup.ts';

/** Number and title, the scenario's name beside, and the word in the margin when the numbers are not to be trusted. */
export function sectionHead({ number, title, scenario }: ResultSection, step?: StepResult): Markup {
  const verdict = step?.validity.verdict;
  const word =
    verdict !== undefined && verdict !== 'valid' && html`<span class="margin-word">${verdictMark(verdict)}</span>`;
  return html`<div class="step-head"><h3>${word}${number} ${title}</h3><span class="mono">${scenario ?? ''}</span></div>`;
}
