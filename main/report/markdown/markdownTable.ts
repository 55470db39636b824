import { visibleText } from '../../../core/format/visibleText.ts';
import { html, type MarkupPart, markupText } from '../html/html.ts';
import type { DataTable, TableCell } from '../tables/DataTable.ts';

/** A table as GitHub reads it: numbers to the right, values in bold. */
export function markdownTable({ heads, rows }: DataTable): string {
  const head = heads.map(({ text }) => plain(text));
  const rule = heads.map(({ numeric }) => (numeric ? '---:' : '---'));
  return [head, rule, ...rows.map((cells) => cells.map(cellText))].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cellText({ content, kind }: TableCell): string {
  const text = plain(content);
  return kind === 'value' && text !== '' ? `**${text}**` : text;
}

function plain(part: MarkupPart): string {
  return markdownText(markupText(html`${part}`));
}

/** "[53.8, 54.7]" with nothing after it that would make a link of it. */
const interval = /\[[\d.,\s\u2212\u221e<]+\](?![([:])/;
/**
 * What becomes a link by itself, or calls somebody: addresses with a scheme or `www.`, those of mail, and `@name`. Without
 * what ends code, a cell or a tag.
 */
const address =
  /(?:[a-z][a-z0-9+.-]{0,20}:\/\/|\b(?:mailto|xmpp|ftp):|\bwww\.)[^\s`|<>]+|[^\s`|<>@()[\]{}"',;:]{0,64}@[\p{L}\p{N}][^\s`|<>]*/iu;
const asItIs = new RegExp(`(${interval.source})|(${address.source})`, 'giu');
/** With which a report keeps the words around a name in order: as harmless here as there. */
const isolates = /([\u2068\u2069])/;
/** Punctuation that ends the sentence, and not the address. */
const sentenceEnd = /[.,;:!?)\]}'"*_~]+$/;

/**
 * Text as Markdown that reads as that text: everything that Markdown or the HTML in it would take as markup is escaped, a
 * bar too, which would end a table's cell. Addresses are set as code, in which nothing becomes a link: no backslash keeps
 * a reader of Markdown from making one. One line.
 */
export function markdownText(text: string): string {
  const line = text
    .replace(/[\n\r\t ]+/g, ' ')
    .split(isolates)
    .map(shown)
    .join('');
  let written = '';
  let at = 0;
  for (const { 0: found, 1: kept, index } of line.matchAll(asItIs)) {
    const code = kept === undefined ? found.replace(sentenceEnd, '') : '';
    written += `${escaped(line.slice(at, index))}${kept ?? (code === '' ? '' : `\`${code}\``)}`;
    at = index + (kept ?? code).length;
  }
  return `${written}${escaped(line.slice(at))}`
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^([+-])(?=\s|$)/, '\\$1');
}

function shown(part: string): string {
  return isolates.test(part) ? part : visibleText(part);
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]{}<>#|~!]/g, '\\$&').replace(/&/g, '&amp;');
}
