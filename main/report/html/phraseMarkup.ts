import type { Phrase } from '../content/Phrase.ts';
import { html, type Markup } from './html.ts';

/** Running text with what stands out in it. */
export function phraseMarkup(phrase: Phrase): Markup {
  return html`${phrase.map((part) => (typeof part === 'string' ? part : html`<strong>${part.strong}</strong>`))}`;
}
