import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { rawDataSentences } from '../content/rawDataSentences.ts';
import { html } from '../html/html.ts';
import type { Markup } from '../html/Markup.ts';

/** Where the raw data are and how to get them. */
export function rawDataChapter(document: ResultDocument): Markup {
  const { sentences, command, hash } = rawDataSentences(document);
  return html`<p>${sentences.join(' ')}</p><p><code>${command}</code></p>${hash && html`<p>sha256 of the request records: <code>${hash}</code></p>`}`;
}
