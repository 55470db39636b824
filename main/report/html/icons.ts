import type { CheckStatus, ValidityVerdict } from '../../../core/contract/resultDocument.ts';
import { html, Markup } from './html.ts';

// Told apart by outline before colour: circle, triangle, square, struck circle. The word always stands beside.
const outlines = {
  pass: '<circle cx="8" cy="8" r="6.25"/><path d="m5.4 8.2 1.8 1.8 3.4-3.8"/>',
  warn: '<path d="M8 2.2 14.3 13.3H1.7Z"/><path d="M8 6.4v3.1M8 11.4v.1"/>',
  fail: '<rect x="2.25" y="2.25" width="11.5" height="11.5" rx="1.5"/><path d="m5.9 5.9 4.2 4.2M10.1 5.9l-4.2 4.2"/>',
  skipped: '<circle cx="8" cy="8" r="6.25"/><path d="M5.2 8h5.6"/>',
} as const satisfies Record<CheckStatus, string>;

const statusOfVerdict = { valid: 'pass', suspect: 'warn', invalid: 'fail' } as const satisfies Record<
  ValidityVerdict,
  CheckStatus
>;

const verdictWords = { valid: 'Valid', suspect: 'Suspect', invalid: 'Invalid' } as const satisfies Record<
  ValidityVerdict,
  string
>;

/** The icon of a check's outcome; decoration, hidden from screen readers because its word stands beside it. */
export function statusIcon(status: CheckStatus): Markup {
  return html`<svg class="icon status-${status}" viewBox="0 0 16 16" aria-hidden="true">${new Markup(outlines[status])}</svg>`;
}

/** The icon of a validity, where its word stands beside it already. */
export function verdictIcon(verdict: ValidityVerdict): Markup {
  return statusIcon(statusOfVerdict[verdict]);
}

/** Icon and word of a validity: "Valid", "Suspect", "Invalid". */
export function verdictMark(verdict: ValidityVerdict): Markup {
  return html`<span class="verdict verdict-${verdict}">${verdictIcon(verdict)} ${verdictWords[verdict]}</span>`;
}

/** The product's mark: three bars, the tallest in the accent colour. */
export const productMark: Markup = new Markup(
  '<svg class="mark" viewBox="0 0 18 18" aria-hidden="true"><rect x="1" y="10" width="4" height="8" rx="1"/><rect x="7" y="5" width="4" height="13" rx="1"/><rect class="tallest" x="13" y="0" width="4" height="18" rx="1"/></svg>',
);
