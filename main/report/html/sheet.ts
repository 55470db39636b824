import { html } from './html.ts';
import { productMark } from './icons.ts';
import type { Markup } from './Markup.ts';

export interface SheetHead {
  /** Left side of the running header: the chapter. */
  chapter: string;
  /** Right side: the run. */
  run: string;
}

/**
 * A part of the report that begins on a page of its own. On paper it is a layout table: the head repeats on each page as
 * the running header, the foot keeps room for the running footer. On a screen it is an ordinary block. The first page has
 * no head.
 */
export function sheet(content: Markup, head: SheetHead | null): Markup {
  const running =
    head &&
    html`<thead><tr><td><div class="running"><span>${productMark}Inferneo Bench · ${head.chapter}</span><span>${head.run}</span></div></td></tr></thead>`;
  return html`<table class="sheet${head === null ? ' answer' : ''}" role="presentation">${running}<tfoot><tr><td></td></tr></tfoot><tbody><tr><td>${content}</td></tr></tbody></table>`;
}
