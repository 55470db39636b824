import type { CheckStatus, Validity } from '../../../core/contract/resultDocument.ts';
import { displayText } from '../displayText.ts';
import { html } from '../html/html.ts';
import { statusIcon, verdictMark } from '../html/icons.ts';
import type { Markup } from '../html/Markup.ts';

const order: readonly CheckStatus[] = ['fail', 'warn', 'pass', 'skipped'];
const statusWords = { fail: 'fails', warn: 'warns', pass: 'passes', skipped: 'skipped' } as const satisfies Record<
  CheckStatus,
  string
>;

/** The validity of a step and each check behind it, failing ones first. */
export function checksList({ verdict, checks }: Validity): Markup {
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
